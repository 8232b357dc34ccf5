-- Takes hits in and answers the ids of those that were there already. `hits` is an array of objects with the columns of
-- realtime_events, and `former`: what the visitor was called yesterday, under which a visit that was open at midnight goes on.
create function arco.collect(client uuid, zone text, hits jsonb) returns uuid[]
language plpgsql
set search_path = public, pg_temp
-- Planned anew for each batch, the plan would cost more than the work.
set plan_cache_mode = force_generic_plan
-- What is joined here are the hits of a batch, of whose number that plan knows nothing.
set enable_nestloop = off
-- What that setting makes of costs would have each plan compiled, for seconds.
set jit = off
as $$
declare
  late uuid[];
  since timestamptz;
  until timestamptz;
  before arco.traffic[];
  added arco.traffic[];
  fresh arco.traffic[];
  touched date[];
  former_ids uuid[];
  repeated uuid[];
begin
  -- Visits of one client are made by one server at a time.
  perform pg_advisory_xact_lock(hashtextextended('arco.collect ' || client, 0));

  -- A hit that is sent again after midnight would fall into another partition: it is sought in that of the day before,
  -- which is named, as a plan for any day would lock them all.
  if extract(hour from now() at time zone 'UTC') < 12 then
    execute format(
      'select array_agg(former.id) from realtime_events former
       where former.client_id = $1 and former.day = %L and former.id = any(array(select (hit ->> ''id'')::uuid from jsonb_array_elements($2) hit))',
      (now() at time zone 'UTC')::date - 1
    ) into former_ids using client, hits;
  end if;

  -- Who comes with a hit of before their last one: their visits are made again, as it may lengthen one or join two. So are
  -- those of hits so old that nobody's last visit is known any more.
  select array_agg(distinct hit.visitor), min(hit.at), max(hit.at)
  into late, since, until
  from jsonb_to_recordset(hits) as hit (visitor uuid, at timestamptz, excluded text)
  left join (
    select visitor, last_at from current_visits
    where client_id = client and visitor = any(array(select (hit ->> 'visitor')::uuid from jsonb_array_elements(hits) hit))
  ) open on open.visitor = hit.visitor
  where hit.excluded is null and (hit.at < open.last_at or hit.at < now() - interval '1 day');
  if late is not null then
    select least(since, min(hit.at)), greatest(until, max(hit.at)) into since, until
    from jsonb_to_recordset(hits) as hit (visitor uuid, at timestamptz) where hit.visitor = any(late);
    select least(since, min(started_at)), greatest(until, max(last_at)) into since, until
    from visits
    where client_id = client and visitor = any(late)
      and last_at > since - interval '30 minutes' and started_at < until + interval '30 minutes'
      -- Nobody's visit lasts for days; without this, all that were ever made would be looked through.
      and started_at > since - interval '3 days';
    select array_agg(counted) into before from arco.traffic_of(client, zone, late, since, until) counted;
  end if;

  with sent as materialized (
    select hit.*, (hit.at at time zone 'UTC')::date as day,
      coalesce((
        select open.visitor from current_visits open
        where open.client_id = client and open.visitor = hit.former and open.last_at > hit.at - interval '30 minutes' and open.last_at <= hit.at
      ), hit.visitor) as who
    from jsonb_to_recordset(hits) as hit (
      id uuid, at timestamptz, type text, visitor uuid, former uuid, consented boolean, page text, source text, medium text,
      campaign text, device text, country text, name text, value_cents bigint, currency text, excluded text
    )
  ), kept as (
    insert into realtime_events (
      client_id, day, id, at, type, visitor, consented, page, source, medium, campaign, device, country, name, value_cents, currency, excluded
    )
    select client, day, id, at, type, who, consented, page, source, medium, campaign, device, country, name, value_cents, currency, excluded
    from sent
    where former_ids is null or id <> all(former_ids)
    on conflict do nothing
    returning id, at, type, visitor, consented, page, source, medium, campaign, device, country, excluded
  ), hit as (
    select kept.*, lag(at) over (partition by visitor order by at, id) as former_at
    from kept where excluded is null and (late is null or visitor <> all(late))
  ), known as (
    select * from current_visits where client_id = client and visitor = any(array(select visitor from hit))
  ), followed as (
    select hit.*, coalesce(former_at, known.last_at) as previous_at
    from hit left join known on former_at is null and known.visitor = hit.visitor
  ), begun as (
    select *, coalesce(at - previous_at >= interval '30 minutes', true) as begins from followed
  ), numbered as (
    -- 0 is the visit that was open before.
    select *, count(*) filter (where begins) over (partition by visitor order by at, id) as nth from begun
  ), stretch as (
    select visitor, nth, max(at) as last_at,
      (count(*) filter (where type = 'pageview'))::int as pageviews,
      (count(*) filter (where type = 'event'))::int as events,
      (count(*) filter (where type = 'conversion'))::int as conversions
    from numbered group by visitor, nth
  ), visit as (
    select stretch.*, known.id, known.consented, known.started_at, known.page, known.source, known.medium, known.campaign, known.device,
      known.country, 0 as begins, known.pageviews as pages_before, known.events as events_before, known.conversions as conversions_before,
      known.last_at as last_before
    from stretch join known on known.visitor = stretch.visitor where nth = 0
    union all
    select stretch.*, first.id, first.consented, first.at, first.page, first.source, first.medium, first.campaign, first.device,
      first.country, 1, 0, 0, 0, null
    from stretch join numbered first on first.visitor = stretch.visitor and first.nth = stretch.nth and first.begins
  ), saved as (
    insert into visits as open (
      client_id, id, visitor, consented, started_at, last_at, pageviews, events, conversions, page, source, medium, campaign, device, country
    )
    select client, id, visitor, consented, started_at, last_at, pageviews, events, conversions, page, source, medium, campaign, device, country
    from visit order by id
    on conflict (client_id, id) do update set
      last_at = excluded.last_at, pageviews = open.pageviews + excluded.pageviews, events = open.events + excluded.events,
      conversions = open.conversions + excluded.conversions
  ), current as (
    insert into current_visits as open (
      client_id, id, visitor, consented, started_at, last_at, pageviews, events, conversions, page, source, medium, campaign, device, country
    )
    select distinct on (visitor) client, id, visitor, consented, started_at, last_at, pages_before + pageviews, events_before + events,
      conversions_before + conversions, page, source, medium, campaign, device, country
    from visit order by visitor, nth desc
    on conflict (client_id, visitor) do update set
      id = excluded.id, consented = excluded.consented, started_at = excluded.started_at, last_at = excluded.last_at,
      pageviews = excluded.pageviews, events = excluded.events, conversions = excluded.conversions, page = excluded.page,
      source = excluded.source, medium = excluded.medium, campaign = excluded.campaign, device = excluded.device, country = excluded.country
  ), part as (
    select date_trunc('hour', numbered.at, 'UTC') as hour, numbered.page, visit.source, visit.campaign, visit.device, visit.country,
      coalesce((previous_at at time zone zone)::date <> (numbered.at at time zone zone)::date, true)::int as visitors, 0 as sessions,
      (type = 'pageview')::int as pageviews, 0 as bounces, 0 as bounces_page, 0 as bounces_engagement, 0 as session_seconds,
      (type = 'conversion')::int as conversions
    from numbered join visit on visit.visitor = numbered.visitor and visit.nth = numbered.nth
    union all
    select date_trunc('hour', started_at, 'UTC'), page, source, campaign, device, country, 0, begins, 0,
      arco.bounced(pages_before + pageviews, events_before + events, conversions_before + conversions)
        - (1 - begins) * arco.bounced(pages_before, events_before, conversions_before),
      arco.bounced_page(pages_before + pageviews) - (1 - begins) * arco.bounced_page(pages_before),
      arco.bounced_engagement(pages_before + pageviews, conversions_before + conversions, last_at - started_at)
        - (1 - begins) * arco.bounced_engagement(pages_before, conversions_before, coalesce(last_before, started_at) - started_at),
      arco.seconds(last_at - started_at) - arco.seconds(coalesce(last_before, started_at) - started_at), 0
    from visit
  ), summed as (
    select hour, dimension, value, sum(case dimension when 'page' then 0 else visitors end)::bigint as visitors, sum(sessions)::bigint as sessions,
      sum(pageviews)::bigint as pageviews, sum(bounces)::bigint as bounces, sum(bounces_page)::bigint as bounces_page,
      sum(bounces_engagement)::bigint as bounces_engagement, sum(session_seconds)::bigint as session_seconds, sum(conversions)::bigint as conversions
    from part, lateral (values
      ('', ''), ('page', page), ('source', source), ('campaign', campaign), ('device', device), ('country', country)
    ) as told_apart (dimension, value)
    where value is not null
    group by hour, dimension, value
  ), minutes as (
    insert into live_minutes as minute (client_id, minute, pageviews, conversions)
    select client, date_trunc('minute', at), count(*) filter (where type = 'pageview'), count(*) filter (where type = 'conversion')
    from kept where excluded is null and at > now() - interval '3 hours' group by 2 order by 2
    on conflict (client_id, minute) do update set
      pageviews = minute.pageviews + excluded.pageviews, conversions = minute.conversions + excluded.conversions
  ), apart as (
    insert into excluded_hours as apart (client_id, hour, bots, own)
    select client, date_trunc('hour', at, 'UTC'), count(*) filter (where excluded = 'bot'), count(*) filter (where excluded = 'own')
    from kept where excluded is not null group by 2 order by 2
    on conflict (client_id, hour) do update set bots = apart.bots + excluded.bots, own = apart.own + excluded.own
  )
  select
    (select array_agg((hour, dimension, value, visitors, sessions, pageviews, bounces, bounces_page, bounces_engagement, session_seconds, conversions)::arco.traffic) from summed),
    (select array_agg(id) from sent where id not in (select id from kept))
  into added, repeated;
  if added is not null then
    perform arco.add_traffic(client, added);
  end if;
  fresh := added;

  if late is not null then
    perform arco.stitch(client, late, since, until);
    select array_agg(counted::arco.traffic) into added from (
      select hour, dimension, value, sum(sign * visitors)::bigint, sum(sign * sessions)::bigint, sum(sign * pageviews)::bigint,
        sum(sign * bounces)::bigint, sum(sign * bounces_page)::bigint, sum(sign * bounces_engagement)::bigint,
        sum(sign * session_seconds)::bigint, sum(sign * conversions)::bigint
      from (
        select 1 as sign, now_counted.* from arco.traffic_of(client, zone, late, since, until) now_counted
        union all
        select -1, (row).* from unnest(before) as row
      ) changed
      group by hour, dimension, value
    ) counted;
    perform arco.add_traffic(client, added);
  end if;

  -- A day that is over may have been added up: with a visit that goes on past midnight, or a late hit, that is to be done
  -- again. Who adds up waits for this transaction, or this for it.
  touched := array(
    select distinct (row.hour at time zone zone)::date from unnest(fresh || added || before) as row
    where row.hour < date_trunc('day', now() at time zone zone) at time zone zone
  );
  if touched <> '{}' then
    perform pg_advisory_xact_lock_shared(hashtextextended('traffic.fold ' || client, 0));
    perform arco.unfold_traffic(client, day)
    from unnest(touched) as day
    where exists (select from traffic_folds where client_id = client and span = 'day' and starts_on between day - 1 and day + 1);
  end if;
  return coalesce(repeated, '{}');
end
$$;
revoke all on function arco.collect(uuid, text, jsonb) from public;
grant execute on function arco.collect(uuid, text, jsonb) to arco_service;
