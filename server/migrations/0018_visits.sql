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

-- Adds to the counts of hours, which may also be taken from. By update and insert, as a row with less than nothing may
-- not be proposed even where it would only be added.
create function arco.add_traffic(client uuid, added arco.traffic[]) returns void
language plpgsql
set search_path = public, pg_temp
as $$
begin
  with delta as (
    select (row).* from unnest(added) as row where (row).dimension = ''
  ), known as (
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
    from delta where client_id = client and kept.hour = delta.hour
    returning kept.hour
  )
  insert into client_metric_hours (client_id, hour, visitors, sessions, pageviews, bounces, bounces_page, bounces_engagement, session_seconds, conversions)
  select client, hour, visitors, sessions, pageviews, bounces, bounces_page, bounces_engagement, session_seconds, conversions
  from delta where hour not in (select hour from known);

  with delta as (
    select (row).* from unnest(added) as row where (row).dimension <> ''
  ), known as (
    update traffic_hours kept set
      visitors = kept.visitors + delta.visitors,
      sessions = kept.sessions + delta.sessions,
      pageviews = kept.pageviews + delta.pageviews,
      bounces = kept.bounces + delta.bounces,
      bounces_page = kept.bounces_page + delta.bounces_page,
      bounces_engagement = kept.bounces_engagement + delta.bounces_engagement,
      session_seconds = kept.session_seconds + delta.session_seconds,
      conversions = kept.conversions + delta.conversions
    from delta where client_id = client and kept.dimension = delta.dimension and kept.hour = delta.hour and kept.value = delta.value
    returning kept.dimension, kept.hour, kept.value
  )
  insert into traffic_hours (client_id, hour, dimension, value, visitors, sessions, pageviews, bounces, bounces_page, bounces_engagement, session_seconds, conversions)
  select client, hour, dimension, value, visitors, sessions, pageviews, bounces, bounces_page, bounces_engagement, session_seconds, conversions
  from delta where (dimension, hour, value) not in (select dimension, hour, value from known);
end
$$;

-- Makes the visits of some visitors (of all, where none are named) that began in a span again, from their hits.
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
    where client_id = client and at between since and until
      and day between (since at time zone 'UTC')::date and (until at time zone 'UTC')::date
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
  where first.begins
  on conflict do nothing;
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

revoke all on all routines in schema arco from public;
grant execute on function
  arco.prepare_day(date), arco.drop_days(timestamptz), arco.seconds(interval), arco.bounced(integer, integer, integer),
  arco.bounced_page(integer), arco.bounced_engagement(integer, integer, interval), arco.add_traffic(uuid, arco.traffic[]),
  arco.stitch(uuid, uuid[], timestamptz, timestamptz), arco.traffic_of(uuid, text, uuid[], timestamptz, timestamptz)
to arco_service;
