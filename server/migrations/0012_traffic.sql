-- What happened on a day, in the words of who wrote it, for the lines of a chart.
create table annotations (
  client_id uuid not null references clients (id) on delete cascade,
  id uuid not null default arco.uuid_v7(),
  on_day date not null,
  kind text not null check (kind in ('launch', 'campaign', 'note')),
  text text not null check (length(text) between 1 and 120),
  caller text,
  created_at timestamptz not null default now(),
  primary key (client_id, id)
);
create index annotations_by_day on annotations (client_id, on_day);
call arco.isolate_by_client('annotations');

-- The hours of traffic_hours added up to days and months of the client's zone, so that a year is read without its hours.
-- What is past the first 1,000 values of a dimension stands together under '(other)'.
create table traffic_days (
  client_id uuid not null references clients (id) on delete cascade,
  on_day date not null,
  dimension text not null,
  value text not null,
  visitors bigint not null,
  sessions bigint not null,
  pageviews bigint not null,
  bounces bigint not null,
  bounces_page bigint not null,
  bounces_engagement bigint not null,
  session_seconds bigint not null,
  conversions bigint not null,
  primary key (client_id, dimension, on_day, value)
);
call arco.isolate_by_client('traffic_days');

create table traffic_months (
  client_id uuid not null references clients (id) on delete cascade,
  on_month date not null check (extract(day from on_month) = 1),
  dimension text not null,
  value text not null,
  visitors bigint not null,
  sessions bigint not null,
  pageviews bigint not null,
  bounces bigint not null,
  bounces_page bigint not null,
  bounces_engagement bigint not null,
  session_seconds bigint not null,
  conversions bigint not null,
  primary key (client_id, dimension, on_month, value)
);
call arco.isolate_by_client('traffic_months');

-- Which days and months have been added up, and in which zone: what is not here is read from the hours. Beside it, who
-- came: a HyperLogLog sketch of the visitors who agreed to be recognised, null where there were none.
create table traffic_folds (
  client_id uuid not null references clients (id) on delete cascade,
  span text not null check (span in ('day', 'month')),
  starts_on date not null,
  time_zone text not null,
  visits bigint not null,
  consented_visits bigint not null check (consented_visits <= visits),
  sketch bytea,
  folded_at timestamptz not null default now(),
  primary key (client_id, span, starts_on),
  check (span = 'day' or extract(day from starts_on) = 1)
);
call arco.isolate_by_client('traffic_folds');

-- To be called after the hours of a day that is over were changed, in the transaction that changed them. The days on
-- either side go with it, so `day` may be told in any zone. Who folds waits for those who unfold, and they for it: no fold
-- is of hours that somebody was changing.
create function arco.unfold_traffic(client uuid, day date) returns void
language plpgsql
set search_path = public, pg_temp
as $$
declare
  -- Named, so that the key of the tables finds the rows.
  every text[] := array['page', 'source', 'campaign', 'device', 'country'];
  days date[] := array[day - 1, day, day + 1];
  months date[] := array[date_trunc('month', (day - 1)::timestamp)::date, date_trunc('month', (day + 1)::timestamp)::date];
begin
  perform pg_advisory_xact_lock_shared(hashtextextended('traffic.fold ' || client, 0));
  delete from traffic_folds where client_id = client and (span, starts_on) in (select 'day', unnest(days) union all select 'month', unnest(months));
  delete from traffic_days where client_id = client and dimension = any(every) and on_day = any(days);
  delete from traffic_months where client_id = client and dimension = any(every) and on_month = any(months);
  perform arco.enqueue('traffic.fold', jsonb_build_object('client', client), 'traffic.fold:' || client, now() + interval '1 minute');
end
$$;

revoke all on all routines in schema arco from public;
grant execute on function arco.unfold_traffic(uuid, date) to arco_service;
