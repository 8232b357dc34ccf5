-- What was done on clients' sites, as it was collected. A partition a day (of UTC, which is the same for everybody), so
-- that a day is dropped whole when it is no longer kept.
-- No reference to clients: it would look the same row up for each hit, and arco.enter has just found it.
create table realtime_events (
  client_id uuid not null,
  day date not null,
  id uuid not null,
  at timestamptz not null,
  type text not null check (type in ('pageview', 'event', 'conversion')),
  -- A salted hash that lives a day, or of an id that the visitor agreed to.
  visitor uuid not null,
  consented boolean not null,
  page text not null,
  source text not null,
  medium text not null,
  campaign text,
  device text not null,
  country text not null,
  name text,
  value_cents bigint,
  currency text,
  -- Bots and the client's own people are kept apart, and are in no figure.
  excluded text check (excluded in ('bot', 'own')),
  received_at timestamptz not null default now(),
  primary key (client_id, day, id),
  check (day = (at at time zone 'UTC')::date)
) partition by range (day);
create index realtime_events_by_time on realtime_events (client_id, at);
call arco.isolate_by_client('realtime_events', 'select, insert, delete');

-- Which days have had a partition: one that was dropped takes no more hits, as nobody could tell a repeated one.
create table event_days (
  day date primary key,
  dropped_at timestamptz
);
grant select on event_days to arco_service;

-- The service may not make tables: this is how it comes to a partition. Answers false for a day that was dropped.
create function arco.prepare_day(wanted date) returns boolean
security definer language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
declare
  partition text := 'realtime_events_' || to_char(wanted, 'YYYYMMDD');
begin
  if exists (select from event_days where day = wanted and dropped_at is null) then
    return true;
  end if;
  if wanted not between date '2000-01-01' and (now() at time zone 'UTC')::date + 10 then
    raise exception 'There is no partition for %', wanted using errcode = '22008';
  end if;
  perform pg_advisory_xact_lock(hashtext('arco.event_days'));
  if exists (select from event_days where day = wanted) then
    return exists (select from event_days where day = wanted and dropped_at is null);
  end if;
  -- Made apart and attached: that locks the parent against nobody who reads or writes.
  execute format('create table public.%I (like realtime_events including defaults including constraints)', partition);
  execute format('alter table public.%I enable row level security', partition);
  execute format('alter table public.%I force row level security', partition);
  execute format('alter table realtime_events attach partition public.%I for values from (%L) to (%L)', partition, wanted, wanted + 1);
  insert into event_days (day) values (wanted);
  return true;
end
$$;

-- Drops days of which nothing was received since `since`. Imported ones may be of long ago and have just come.
create function arco.drop_days(since timestamptz) returns setof date
security definer language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
declare
  old date;
  partition text;
  newest timestamptz;
begin
  for old in select day from event_days where dropped_at is null and day < (since at time zone 'UTC')::date order by day loop
    partition := 'realtime_events_' || to_char(old, 'YYYYMMDD');
    execute format('alter table public.%I no force row level security', partition);
    execute format('select max(received_at) from public.%I', partition) into newest;
    if newest is null or newest < since then
      execute format('drop table public.%I', partition);
      update event_days set dropped_at = now() where day = old;
      return next old;
    else
      execute format('alter table public.%I force row level security', partition);
    end if;
  end loop;
end
$$;

-- Visits, from hits: one ends after 30 minutes without any. Its id is that of its first hit, so that making them again
-- from the same hits gives the same rows.
create table visits (
  client_id uuid not null,
  id uuid not null,
  visitor uuid not null,
  consented boolean not null,
  started_at timestamptz not null,
  last_at timestamptz not null,
  pageviews integer not null,
  events integer not null,
  conversions integer not null,
  -- Where it began.
  page text not null,
  source text not null,
  medium text not null,
  campaign text,
  device text not null,
  country text not null,
  primary key (client_id, id),
  check (last_at >= started_at)
  -- Most updates change nothing that is indexed, and find room on the same page.
) with (fillfactor = 80);
create index visits_by_start on visits (client_id, started_at);
call arco.isolate_by_client('visits');

-- The last visit of each visitor of these days, as it stands: what a hit goes on with is found by the one key there is,
-- however few rows the planner thought of when it made its plan.
create table current_visits (
  like visits including defaults including constraints,
  primary key (client_id, visitor)
) with (fillfactor = 70);
call arco.isolate_by_client('current_visits');

-- Other ways to tell a bounce; `bounces` is one page and nothing done on it.
alter table client_metric_hours
  add column bounces_page bigint check (bounces_page >= 0),
  add column bounces_engagement bigint check (bounces_engagement >= 0);

-- The same counts for each page, source and so on. Of a page, visits are those that began there.
create table traffic_hours (
  client_id uuid not null references clients (id) on delete cascade,
  hour timestamptz not null check (extract(epoch from hour)::bigint % 3600 = 0),
  dimension text not null check (dimension in ('page', 'source', 'campaign', 'device', 'country')),
  value text not null,
  visitors bigint not null default 0,
  sessions bigint not null default 0,
  pageviews bigint not null default 0,
  bounces bigint not null default 0,
  bounces_page bigint not null default 0,
  bounces_engagement bigint not null default 0,
  session_seconds bigint not null default 0,
  conversions bigint not null default 0,
  primary key (client_id, dimension, hour, value)
) with (fillfactor = 80);
call arco.isolate_by_client('traffic_hours');

-- What the live card draws of the last half hour.
create table live_minutes (
  client_id uuid not null references clients (id) on delete cascade,
  minute timestamptz not null,
  pageviews integer not null,
  conversions integer not null,
  primary key (client_id, minute)
) with (fillfactor = 50);
call arco.isolate_by_client('live_minutes');

-- Hits that were counted apart.
create table excluded_hours (
  client_id uuid not null references clients (id) on delete cascade,
  hour timestamptz not null,
  bots bigint not null,
  own bigint not null,
  primary key (client_id, hour)
);
call arco.isolate_by_client('excluded_hours');

-- How a client wants its site counted; without a row the defaults hold.
create table traffic_settings (
  client_id uuid primary key references clients (id) on delete cascade,
  bounce text not null default 'event' check (bounce in ('event', 'page', 'engagement')),
  own_networks cidr[] not null default '{}',
  honour_do_not_track boolean not null default true,
  updated_at timestamptz not null default now()
);
call arco.isolate_by_client('traffic_settings');

-- What visitors are hashed with: a salt for each day, forgotten when the visits that were open at midnight have ended;
-- and one for what is imported, whose visitors are told apart by day as well.
create table visitor_salts (
  day date primary key,
  salt bytea not null
);
grant select, insert, delete on visitor_salts to arco_service;
create table import_salts (
  name text primary key,
  salt bytea not null,
  created_at timestamptz not null default now()
);
grant select, insert on import_salts to arco_service;
