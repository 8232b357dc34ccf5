-- Which of some hits are kept already. Days are named one by one: a plan for any day would lock them all.
create function arco.known_hits(client uuid, ids uuid[], days date[]) returns uuid[]
stable language plpgsql
set search_path = public, pg_temp
as $$
declare
  each date;
  found_there uuid[];
  known uuid[] := '{}';
begin
  foreach each in array days loop
    execute format('select array_agg(id) from realtime_events where client_id = $1 and day = %L and id = any($2)', each)
    into found_there using client, ids;
    known := known || found_there;
  end loop;
  return known;
end
$$;

-- Says that days have changed which may have been added up already. Who adds up waits for this transaction, or this for it.
create function arco.touch_days(client uuid, days date[]) returns void
language plpgsql
set search_path = public, pg_temp
as $$
begin
  if days = '{}' then
    return;
  end if;
  perform pg_advisory_xact_lock_shared(hashtextextended('traffic.fold ' || client, 0));
  perform arco.unfold_traffic(client, day)
  from unnest(days) as day
  where exists (select from traffic_folds where client_id = client and span = 'day' and starts_on between day - 1 and day + 1);
end
$$;

-- Keeps new hits with what was worked out from them: the visits they make or go on with as those stand now, and what they
-- add to the counts. The caller holds the client's lock, and has seen that none of them is known.
create function arco.put_hits(client uuid, hits jsonb, made jsonb, added jsonb, minutes jsonb, apart jsonb, days date[]) returns void
language plpgsql
set search_path = public, pg_temp
as $$
begin
  insert into realtime_events (client_id, day, id, at, type, visitor, consented, page, source, medium, campaign, device, country, name, value_cents, currency, excluded)
  select client, (at at time zone 'UTC')::date, id, at, type, visitor, consented, page, source, medium, campaign, device, country, name, value_cents, currency, excluded
  from jsonb_to_recordset(hits) as hit (
    id uuid, at timestamptz, type text, visitor uuid, consented boolean, page text, source text, medium text, campaign text,
    device text, country text, name text, value_cents bigint, currency text, excluded text
  );

  with visit as materialized (
    select * from jsonb_to_recordset(made) as visit (
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

  perform arco.add_traffic(client, array(
    select (hour, dimension, value, visitors, sessions, pageviews, bounces, bounces_page, bounces_engagement, session_seconds, conversions)::arco.traffic
    from jsonb_to_recordset(added) as delta (
      hour timestamptz, dimension text, value text, visitors bigint, sessions bigint, pageviews bigint, bounces bigint, bounces_page bigint, bounces_engagement bigint, session_seconds bigint, conversions bigint
    )
  ));

  if minutes <> '[]' then
    insert into live_minutes as kept (client_id, minute, pageviews, conversions)
    select client, minute, pageviews, conversions
    from jsonb_to_recordset(minutes) as delta (minute timestamptz, pageviews integer, conversions integer)
    on conflict (client_id, minute) do update set
      pageviews = kept.pageviews + excluded.pageviews, conversions = kept.conversions + excluded.conversions;
  end if;

  if apart <> '[]' then
    insert into excluded_hours as kept (client_id, hour, bots, own)
    select client, hour, bots, own from jsonb_to_recordset(apart) as delta (hour timestamptz, bots bigint, own bigint)
    on conflict (client_id, hour) do update set bots = kept.bots + excluded.bots, own = kept.own + excluded.own;
  end if;

  if days <> '{}' then
    perform arco.touch_days(client, days);
  end if;
end
$$;

-- Keeps hits of visitors who have been seen after them, or so long ago that nobody's last visit is known any more: their
-- visits are made again, as a hit may lengthen one or join two, and the counts changed by what that makes of them. Under
-- the client's lock, as above.
create function arco.put_late_hits(client uuid, zone text, hits jsonb) returns void
language plpgsql
set search_path = public, pg_temp
as $$
declare
  late uuid[];
  since timestamptz;
  until timestamptz;
  before arco.traffic[];
  added arco.traffic[];
begin
  select array_agg(distinct hit.visitor), min(hit.at), max(hit.at) into late, since, until
  from jsonb_to_recordset(hits) as hit (visitor uuid, at timestamptz);
  select least(since, min(started_at)), greatest(until, max(last_at)) into since, until
  from visits
  where client_id = client and visitor = any(late)
    and last_at > since - interval '30 minutes' and started_at < until + interval '30 minutes'
    -- Nobody's visit lasts for days; without this, all that were ever made would be looked through.
    and started_at > since - interval '3 days';
  before := array(select counted from arco.traffic_of(client, zone, late, since, until) counted);

  insert into realtime_events (client_id, day, id, at, type, visitor, consented, page, source, medium, campaign, device, country, name, value_cents, currency, excluded)
  select client, (at at time zone 'UTC')::date, id, at, type, visitor, consented, page, source, medium, campaign, device, country, name, value_cents, currency, excluded
  from jsonb_to_recordset(hits) as hit (
    id uuid, at timestamptz, type text, visitor uuid, consented boolean, page text, source text, medium text, campaign text,
    device text, country text, name text, value_cents bigint, currency text, excluded text
  );
  perform arco.stitch(client, late, since, until);
  added := array(
    select (hour, dimension, value, sum(sign * visitors), sum(sign * sessions), sum(sign * pageviews), sum(sign * bounces), sum(sign * bounces_page), sum(sign * bounces_engagement), sum(sign * session_seconds), sum(sign * conversions))::arco.traffic
    from (
      select 1 as sign, counted.* from arco.traffic_of(client, zone, late, since, until) counted
      union all
      select -1, (row).* from unnest(before) as row
    ) changed
    group by hour, dimension, value
  );
  perform arco.add_traffic(client, added);

  perform arco.touch_days(client, array(
    select distinct (row.hour at time zone zone)::date from unnest(added) as row
    where row.hour < date_trunc('day', now() at time zone zone) at time zone zone
  ));
end
$$;

revoke all on all routines in schema arco from public;
grant execute on function
  arco.known_hits(uuid, uuid[], date[]), arco.touch_days(uuid, date[]),
  arco.put_hits(uuid, jsonb, jsonb, jsonb, jsonb, jsonb, date[]), arco.put_late_hits(uuid, text, jsonb)
to arco_service;
