-- What visits and counts are made of. Run by the service's own role, so that row-level security holds inside as well.

-- Whether a visit bounced, by each definition. 1 and 0, as they are added up.
create function arco.bounced(pageviews integer, events integer, conversions integer) returns integer
immutable parallel safe language sql as $$
  select (pageviews <= 1 and events + conversions = 0)::int
$$;
create function arco.bounced_page(pageviews integer) returns integer
immutable parallel safe language sql as $$
  select (pageviews <= 1)::int
$$;
-- As Google Analytics 4 has it: not engaged is ten seconds or less, fewer than two pages and no conversion.
create function arco.bounced_engagement(pageviews integer, conversions integer, lasted interval) returns integer
immutable parallel safe language sql as $$
  select (pageviews < 2 and conversions = 0 and lasted <= interval '10 seconds')::int
$$;

create function arco.seconds(lasted interval) returns integer
immutable parallel safe language sql as $$
  select floor(extract(epoch from lasted))::int
$$;

-- What counts are added to; an empty dimension is the total.
create type arco.traffic as (
  hour timestamptz, dimension text, value text, visitors bigint, sessions bigint, pageviews bigint,
  bounces bigint, bounces_page bigint, bounces_engagement bigint, session_seconds bigint, conversions bigint
);

-- Adds to the counts of hours, which may also be taken from.
create function arco.add_traffic(client uuid, added arco.traffic[]) returns void
language plpgsql
set search_path = public, pg_temp
as $$
declare
  delta arco.traffic;
begin
  -- By update and insert: a row of less than nothing may not be proposed, even where it would only be added.
  for delta in select (row).* from unnest(added) as row where (row).dimension = '' order by (row).hour loop
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
  select client, hour, dimension, value, visitors, sessions, pageviews, bounces, bounces_page, bounces_engagement, session_seconds, conversions
  from unnest(added) where dimension <> '' order by dimension, hour, value
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

-- Makes the visits of some visitors (of all, where none are named) that began in a span again, from their hits: those of a
-- day around it as well, which say whether a visit began there, and how it went on.
create function arco.stitch(client uuid, named uuid[], since timestamptz, until timestamptz) returns void
language plpgsql
set search_path = public, pg_temp
as $$
begin
  delete from visits
  where client_id = client and started_at between since and until and (named is null or visitor = any(named));

  with hit as (
    select *, coalesce(at - lag(at) over (partition by visitor order by at, id) >= interval '30 minutes', true) as begins
    from realtime_events
    where client_id = client and at between since - interval '1 day' and until + interval '1 day'
      and day between (since at time zone 'UTC')::date - 1 and (until at time zone 'UTC')::date + 1
      and excluded is null and (named is null or visitor = any(named))
  ), numbered as (
    select *, count(*) filter (where begins) over (partition by visitor order by at, id) as nth from hit
  ), whole as (
    select visitor, nth, max(at) as last_at,
      count(*) filter (where type = 'pageview') as pageviews,
      count(*) filter (where type = 'event') as events,
      count(*) filter (where type = 'conversion') as conversions
    from numbered group by visitor, nth
  )
  insert into visits (
    client_id, id, visitor, consented, started_at, last_at, pageviews, events, conversions, page, source, medium, campaign, device, country
  )
  select client, first.id, visitor, first.consented, first.at, whole.last_at, whole.pageviews, whole.events, whole.conversions,
    first.page, first.source, first.medium, first.campaign, first.device, first.country
  from numbered first join whole using (visitor, nth)
  where first.begins and first.at between since and until;

  -- What comes next goes on with what was last.
  insert into current_visits as open
  select distinct on (visitor) visits.*
  from visits
  where client_id = client and started_at between greatest(since, now() - interval '2 days') and until and (named is null or visitor = any(named))
  order by visitor, last_at desc
  on conflict (client_id, visitor) do update set
    id = excluded.id, consented = excluded.consented, started_at = excluded.started_at, last_at = excluded.last_at,
    pageviews = excluded.pageviews, events = excluded.events, conversions = excluded.conversions, page = excluded.page,
    source = excluded.source, medium = excluded.medium, campaign = excluded.campaign, device = excluded.device, country = excluded.country
  where excluded.last_at >= open.last_at;
end
$$;

-- What some visitors (or all) add to the counts: by hits of a span, and by visits that began in it. A visitor counts in
-- the hour of the first hit of each day of the client's zone, wherever in that day the span begins.
create function arco.traffic_of(client uuid, zone text, named uuid[], since timestamptz, until timestamptz) returns setof arco.traffic
stable language sql
set search_path = public, pg_temp
as $$
  with span as (
    select (since at time zone zone)::date::timestamp at time zone zone as day_begins,
      ((until at time zone zone)::date + 1)::timestamp at time zone zone as day_ends
  ), hit as (
    select visitor, at, id, type, page, at between since and until as is_inside,
      row_number() over (partition by visitor, (at at time zone zone)::date order by at, id) = 1 as is_first
    from realtime_events, span
    where client_id = client and at >= day_begins and at < day_ends
      and day between (day_begins at time zone 'UTC')::date and (day_ends at time zone 'UTC')::date
      and excluded is null and (named is null or visitor = any(named))
  ), visit as (
    select visits.* from visits, span
    where client_id = client and last_at >= day_begins and started_at < day_ends and (named is null or visitor = any(named))
  ), part as (
    select date_trunc('hour', hit.at, 'UTC') as hour, hit.page, visit.source, visit.campaign, visit.device, visit.country,
      is_first::int as visitors, 0 as sessions, (is_inside and type = 'pageview')::int as pageviews, 0 as bounces, 0 as bounces_page,
      0 as bounces_engagement, 0 as session_seconds, (is_inside and type = 'conversion')::int as conversions
    from hit join visit on visit.visitor = hit.visitor and hit.at between visit.started_at and visit.last_at
    where is_inside or is_first
    union all
    select date_trunc('hour', started_at, 'UTC'), page, source, campaign, device, country, 0, 1, 0,
      arco.bounced(pageviews, events, conversions), arco.bounced_page(pageviews),
      arco.bounced_engagement(pageviews, conversions, last_at - started_at), arco.seconds(last_at - started_at), 0
    from visit where started_at between since and until
  )
  select hour, dimension, value, sum(case dimension when 'page' then 0 else visitors end)::bigint, sum(sessions)::bigint, sum(pageviews)::bigint,
    sum(bounces)::bigint, sum(bounces_page)::bigint, sum(bounces_engagement)::bigint, sum(session_seconds)::bigint, sum(conversions)::bigint
  from part, lateral (values
    ('', ''), ('page', page), ('source', source), ('campaign', campaign), ('device', device), ('country', country)
  ) as told_apart (dimension, value)
  where value is not null
  group by hour, dimension, value
$$;

-- Makes the visits and counts of days of the client's zone again from their hits; what comes out is what was there, unless
-- something had gone wrong. Counts that no hit was kept of are not touched, and days without hits are left as they are.
create function arco.rebuild_traffic(client uuid, zone text, first_day date, last_day date) returns date[]
language plpgsql
set search_path = public, pg_temp
as $$
declare
  each date;
  since timestamptz;
  until timestamptz;
  again date[] := '{}';
begin
  perform pg_advisory_xact_lock(hashtextextended('arco.collect ' || client, 0));
  for each in select generate_series(first_day, last_day, interval '1 day')::date loop
    since := each::timestamp at time zone zone;
    until := (each + 1)::timestamp at time zone zone - interval '1 microsecond';
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
    perform arco.add_traffic(client, array(select counted from arco.traffic_of(client, zone, null, since, until) counted));
    again := again || each;
  end loop;
  return again;
end
$$;

revoke all on all routines in schema arco from public;
grant execute on function
  arco.prepare_day(date), arco.drop_days(timestamptz), arco.seconds(interval), arco.bounced(integer, integer, integer),
  arco.bounced_page(integer), arco.bounced_engagement(integer, integer, interval), arco.add_traffic(uuid, arco.traffic[]),
  arco.rebuild_traffic(uuid, text, date, date),
  arco.stitch(uuid, uuid[], timestamptz, timestamptz), arco.traffic_of(uuid, text, uuid[], timestamptz, timestamptz)
to arco_service;
