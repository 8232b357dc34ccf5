-- The hours of client_metric_hours added up to days of the client's zone, with the days of traffic_folds: a year is read
-- from 365 rows and not from 8,760.
create table client_metric_days (
  client_id uuid not null references clients (id) on delete cascade,
  on_day date not null,
  time_zone text not null,
  visitors bigint,
  new_visitors bigint,
  sessions bigint,
  pageviews bigint,
  bounces bigint,
  bounces_page bigint,
  bounces_engagement bigint,
  session_seconds bigint,
  conversions numeric(20, 6),
  leads bigint,
  qualified_leads bigint,
  ad_spend_cents bigint,
  fee_cents bigint,
  impressions bigint,
  clicks bigint,
  revenue_cents bigint,
  attributed_revenue_cents bigint,
  -- When an hour was counted last; null where none was.
  updated_at timestamptz,
  primary key (client_id, on_day)
);
call arco.isolate_by_client('client_metric_days');

-- Days that were added up before are without a row here: they are added up again.
truncate traffic_folds, traffic_days, traffic_months;

-- As before, with the days of the metrics.
create or replace function arco.unfold_traffic(client uuid, day date) returns void
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
  delete from client_metric_days where client_id = client and on_day = any(days);
  delete from traffic_days where client_id = client and dimension = any(every) and on_day = any(days);
  delete from traffic_months where client_id = client and dimension = any(every) and on_month = any(months);
  perform arco.enqueue('traffic.fold', jsonb_build_object('client', client), 'traffic.fold:' || client, now() + interval '1 minute');
end
$$;
