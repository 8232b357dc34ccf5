-- How often a client's hits have been written. Who has read what was there, and writes what follows from it, writes only
-- if nobody else has in between: two short statements, and nothing is held while the server works it out.
create table collect_heads (
  client_id uuid primary key references clients (id) on delete cascade,
  version bigint not null,
  since timestamptz not null default now()
) with (fillfactor = 20);
call arco.isolate_by_client('collect_heads');

-- For a statement that is its own transaction. Inside one it changes nothing, and goes to no other client than that one's.
create function arco.enter_alone(client uuid, kind text) returns void
language plpgsql
set search_path = public, pg_temp
as $$
declare
  entered uuid := arco.current_client();
begin
  if entered is null then
    perform arco.enter(client, kind, null, null);
  elsif entered <> client then
    raise exception 'This transaction is of another client' using errcode = 'AR001';
  end if;
end
$$;

-- Moves a client's head on and holds it until this transaction ends; not where it has moved since `seen`.
create function arco.advance_head(client uuid, seen bigint) returns boolean
language plpgsql
set search_path = public, pg_temp
as $$
begin
  update collect_heads set version = version + 1 where client_id = client and (seen is null or version = seen);
  if found then
    return true;
  end if;
  if coalesce(seen, 0) <> 0 then
    return false;
  end if;
  insert into collect_heads (client_id, version) values (client, 1) on conflict do nothing;
  if found then
    return true;
  end if;
  return seen is null and arco.advance_head(client, null);
end
$$;

-- What is known before hits are written: how often the client's were (0: never), which ids of some days are kept already, and the last visits of
-- visitors as a list, or null.
create function arco.collected(client uuid, kind text, ids uuid[], days date[], visitors uuid[]) returns table (version bigint, known uuid[], visits json)
language plpgsql
set search_path = public, pg_temp
as $$
begin
  perform arco.enter_alone(client, kind);
  -- First of all: what is read after it is no older.
  version := coalesce((select head.version from collect_heads head where client_id = client), 0);
  if ids <> '{}' then
    known := arco.known_hits(client, ids, days);
  end if;
  -- One by one, by the whole key: a plan that was made while the table was small would look through all that the client has.
  visits := (
    select json_agg(visit)
    from unnest(visitors) named, lateral (select * from current_visits where client_id = client and visitor = named limit 1) visit
  );
  return next;
end
$$;

-- As before, and a write as well. By whole hours: where a zone is off by half an hour, one stands on both sides of midnight.
create or replace function arco.rebuild_traffic(client uuid, zone text, first_day date, last_day date) returns date[]
language plpgsql
set search_path = public, pg_temp
as $$
declare
  each date;
  since timestamptz;
  until timestamptz;
  again date[] := '{}';
begin
  perform arco.advance_head(client, null);
  for each in select generate_series(first_day, last_day, interval '1 day')::date loop
    since := date_trunc('hour', each::timestamp at time zone zone, 'UTC');
    until := date_trunc('hour', (each + 1)::timestamp at time zone zone + interval '59 minutes', 'UTC') - interval '1 microsecond';
    continue when not exists (
      select from realtime_events
      where client_id = client and at between since and until
        and day between (since at time zone 'UTC')::date and (until at time zone 'UTC')::date
    );
    perform arco.stitch(client, null, since, until);
    delete from traffic_hours where client_id = client and dimension = any('{page,source,campaign,device,country}') and hour between since and until;
    update client_metric_hours set
      visitors = 0, sessions = 0, pageviews = 0, bounces = 0, bounces_page = 0, bounces_engagement = 0, session_seconds = 0, conversions = 0
    where client_id = client and hour between since and until;
    perform arco.add_traffic(client, array(
      -- First hits of the days at both ends are of hours that are not made again.
      select counted from arco.traffic_of(client, zone, null, since, until) counted where counted.hour between since and until
    ));
    again := again || each;
  end loop;
  return again;
end
$$;

-- Adds to the counts of hours, in all and told apart; they may also be taken from. Counts that are not named add nothing.
create function arco.add_counts(client uuid, hours json, added json) returns void
language plpgsql
set search_path = public, pg_temp
as $$
declare
  delta record;
begin
  -- By update and insert: a row of less than nothing may not be proposed, even where it would only be added.
  for delta in
    select hour, coalesce(visitors, 0) as visitors, coalesce(sessions, 0) as sessions, coalesce(pageviews, 0) as pageviews, coalesce(bounces, 0) as bounces,
      coalesce(bounces_page, 0) as bounces_page, coalesce(bounces_engagement, 0) as bounces_engagement,
      coalesce(session_seconds, 0) as session_seconds, coalesce(conversions, 0) as conversions
    from json_to_recordset(hours) as delta (
      hour timestamptz, visitors bigint, sessions bigint, pageviews bigint, bounces bigint, bounces_page bigint,
      bounces_engagement bigint, session_seconds bigint, conversions bigint
    )
  loop
    update client_metric_hours kept set
      visitors = coalesce(kept.visitors, 0) + delta.visitors,
      sessions = coalesce(kept.sessions, 0) + delta.sessions,
      pageviews = coalesce(kept.pageviews, 0) + delta.pageviews,
      bounces = coalesce(kept.bounces, 0) + delta.bounces,
      bounces_page = coalesce(kept.bounces_page, 0) + delta.bounces_page,
      bounces_engagement = coalesce(kept.bounces_engagement, 0) + delta.bounces_engagement,
      session_seconds = coalesce(kept.session_seconds, 0) + delta.session_seconds,
      conversions = coalesce(kept.conversions, 0) + delta.conversions,
      updated_at = now()
    where client_id = client and hour = delta.hour;
    if not found then
      insert into client_metric_hours (client_id, hour, visitors, sessions, pageviews, bounces, bounces_page, bounces_engagement, session_seconds, conversions)
      values (client, delta.hour, delta.visitors, delta.sessions, delta.pageviews, delta.bounces, delta.bounces_page, delta.bounces_engagement, delta.session_seconds, delta.conversions);
    end if;
  end loop;

  insert into traffic_hours as kept (client_id, hour, dimension, value, visitors, sessions, pageviews, bounces, bounces_page, bounces_engagement, session_seconds, conversions)
  select client, hour, dimension, value, coalesce(visitors, 0), coalesce(sessions, 0), coalesce(pageviews, 0), coalesce(bounces, 0),
    coalesce(bounces_page, 0), coalesce(bounces_engagement, 0), coalesce(session_seconds, 0), coalesce(conversions, 0)
  from json_to_recordset(added) as delta (
    hour timestamptz, dimension text, value text, visitors bigint, sessions bigint, pageviews bigint, bounces bigint, bounces_page bigint,
    bounces_engagement bigint, session_seconds bigint, conversions bigint
  )
  on conflict (client_id, dimension, hour, value) do update set
    visitors = kept.visitors + excluded.visitors,
    sessions = kept.sessions + excluded.sessions,
    pageviews = kept.pageviews + excluded.pageviews,
    bounces = kept.bounces + excluded.bounces,
    bounces_page = kept.bounces_page + excluded.bounces_page,
    bounces_engagement = kept.bounces_engagement + excluded.bounces_engagement,
    session_seconds = kept.session_seconds + excluded.session_seconds,
    conversions = kept.conversions + excluded.conversions;
end
$$;

create or replace function arco.add_traffic(client uuid, added arco.traffic[]) returns void
language sql
set search_path = public, pg_temp
as $$
  select arco.add_counts(
    client,
    (select json_agg(each order by each.hour) from unnest(added) each where each.dimension = ''),
    (select json_agg(each order by each.dimension, each.hour, each.value) from unnest(added) each where each.dimension <> '')
  );
$$;

-- Keeps new hits, in one statement that is its own transaction, unless others were written since `seen`: with the visits they
-- make or go on with, as those stand now, and what they add to the counts of hours. As json, which is read once: making
-- jsonb of it took as long as the rest.
drop function arco.put_hits(uuid, jsonb, jsonb, jsonb, jsonb, jsonb, date[]);
create function arco.keep_hits(client uuid, kind text, seen bigint, hits json, made json, hours json, added json, minutes json, apart json, days date[]) returns boolean
language plpgsql
set search_path = public, pg_temp
as $$
begin
  perform arco.enter_alone(client, kind);
  if not arco.advance_head(client, seen) then
    return false;
  end if;

  insert into realtime_events (client_id, day, id, at, type, visitor, consented, page, source, medium, campaign, device, country, name, value_cents, currency, excluded)
  select client, (at at time zone 'UTC')::date, id, at, type, visitor, consented, page, source, medium, campaign, device, country, name, value_cents, currency, excluded
  from json_to_recordset(hits) as hit (
    id uuid, at timestamptz, type text, visitor uuid, consented boolean, page text, source text, medium text, campaign text,
    device text, country text, name text, value_cents bigint, currency text, excluded text
  );

  with visit as materialized (
    select * from json_to_recordset(made) as visit (
      id uuid, visitor uuid, consented boolean, started_at timestamptz, last_at timestamptz, pageviews integer, events integer,
      conversions integer, page text, source text, medium text, campaign text, device text, country text, is_last boolean
    )
  ), kept as (
    insert into visits (client_id, id, visitor, consented, started_at, last_at, pageviews, events, conversions, page, source, medium, campaign, device, country)
    select client, id, visitor, consented, started_at, last_at, pageviews, events, conversions, page, source, medium, campaign, device, country from visit
    on conflict (client_id, id) do update set
      last_at = excluded.last_at, pageviews = excluded.pageviews, events = excluded.events, conversions = excluded.conversions
  )
  insert into current_visits (client_id, id, visitor, consented, started_at, last_at, pageviews, events, conversions, page, source, medium, campaign, device, country)
  select client, id, visitor, consented, started_at, last_at, pageviews, events, conversions, page, source, medium, campaign, device, country from visit where is_last
  on conflict (client_id, visitor) do update set
    id = excluded.id, consented = excluded.consented, started_at = excluded.started_at, last_at = excluded.last_at,
    pageviews = excluded.pageviews, events = excluded.events, conversions = excluded.conversions, page = excluded.page,
    source = excluded.source, medium = excluded.medium, campaign = excluded.campaign, device = excluded.device, country = excluded.country;

  perform arco.add_counts(client, hours, added);

  insert into live_minutes as kept (client_id, minute, pageviews, conversions)
  select client, minute, pageviews, conversions
  from json_to_recordset(minutes) as delta (minute timestamptz, pageviews integer, conversions integer)
  on conflict (client_id, minute) do update set
    pageviews = kept.pageviews + excluded.pageviews, conversions = kept.conversions + excluded.conversions;

  if apart is not null then
    insert into excluded_hours as kept (client_id, hour, bots, own)
    select client, hour, bots, own from json_to_recordset(apart) as delta (hour timestamptz, bots bigint, own bigint)
    on conflict (client_id, hour) do update set bots = kept.bots + excluded.bots, own = kept.own + excluded.own;
  end if;

  if days <> '{}' then
    perform arco.touch_days(client, days);
  end if;
  return true;
end
$$;

revoke all on all routines in schema arco from public;
grant execute on function
  arco.enter_alone(uuid, text), arco.advance_head(uuid, bigint), arco.add_counts(uuid, json, json), arco.collected(uuid, text, uuid[], date[], uuid[]),
  arco.keep_hits(uuid, text, bigint, json, json, json, json, json, json, date[])
to arco_service;
