create table imports (
  client_id uuid not null references clients (id) on delete cascade,
  id uuid not null default arco.uuid_v7(),
  kind text not null,
  file_name text not null,
  sha256 text not null,
  read integer not null check (read >= 0),
  added integer not null check (added >= 0),
  changed integer not null check (changed >= 0),
  unchanged integer not null check (unchanged >= 0),
  refused integer not null check (refused >= 0),
  first_on date,
  last_on date,
  caller_kind text not null,
  caller text,
  created_at timestamptz not null default now(),
  primary key (client_id, id)
);
call arco.isolate_by_client('imports');

-- What was counted on a calendar day, per source. Null is unknown, 0 is a measured zero. Rates are never stored.
create table client_metrics (
  client_id uuid not null references clients (id) on delete cascade,
  date date not null,
  source text not null check (source in ('collector', 'ga4', 'import', 'manual')),
  visitors bigint check (visitors >= 0),
  new_visitors bigint check (new_visitors >= 0),
  sessions bigint check (sessions >= 0),
  pageviews bigint check (pageviews >= 0),
  bounces bigint check (bounces >= 0),
  session_seconds bigint check (session_seconds >= 0),
  conversions numeric(20, 6) check (conversions >= 0),
  leads bigint check (leads >= 0),
  qualified_leads bigint check (qualified_leads >= 0),
  ad_spend_cents bigint check (ad_spend_cents >= 0),
  fee_cents bigint check (fee_cents >= 0),
  impressions bigint check (impressions >= 0),
  clicks bigint check (clicks >= 0),
  revenue_cents bigint,
  attributed_revenue_cents bigint,
  import_id uuid,
  updated_at timestamptz not null default now(),
  primary key (client_id, date, source),
  foreign key (client_id, import_id) references imports (client_id, id)
);
call arco.isolate_by_client('client_metrics');

-- What the collector counted, per UTC hour, so that a change of the client's time zone re-reads instead of corrupting.
-- A visitor counts in the hour of the day's first hit: the hours of a day add up to its distinct visitors.
create table client_metric_hours (
  client_id uuid not null references clients (id) on delete cascade,
  hour timestamptz not null check (extract(epoch from hour)::bigint % 3600 = 0),
  visitors bigint check (visitors >= 0),
  new_visitors bigint check (new_visitors >= 0),
  sessions bigint check (sessions >= 0),
  pageviews bigint check (pageviews >= 0),
  bounces bigint check (bounces >= 0),
  session_seconds bigint check (session_seconds >= 0),
  conversions numeric(20, 6) check (conversions >= 0),
  leads bigint check (leads >= 0),
  qualified_leads bigint check (qualified_leads >= 0),
  ad_spend_cents bigint check (ad_spend_cents >= 0),
  fee_cents bigint check (fee_cents >= 0),
  impressions bigint check (impressions >= 0),
  clicks bigint check (clicks >= 0),
  revenue_cents bigint,
  attributed_revenue_cents bigint,
  updated_at timestamptz not null default now(),
  primary key (client_id, hour)
);
call arco.isolate_by_client('client_metric_hours');

-- The value a figure had before it was restated.
create table client_metric_revisions (
  client_id uuid not null references clients (id) on delete cascade,
  id uuid not null default arco.uuid_v7(),
  date date not null,
  source text not null check (source in ('collector', 'ga4', 'import', 'manual')),
  field text not null,
  former numeric,
  value numeric,
  import_id uuid,
  changed_at timestamptz not null default now(),
  primary key (client_id, id),
  foreign key (client_id, import_id) references imports (client_id, id)
);
create index client_metric_revisions_by_date on client_metric_revisions (client_id, date);
call arco.isolate_by_client('client_metric_revisions', 'select, insert');

-- Which sources a client trusts for a metric, best first; without a row the default order holds.
create table metric_sources (
  client_id uuid not null references clients (id) on delete cascade,
  metric text not null,
  sources text[] not null check (
    cardinality(sources) between 1 and 4 and sources <@ array['collector', 'ga4', 'import', 'manual']
  ),
  updated_at timestamptz not null default now(),
  primary key (client_id, metric)
);
call arco.isolate_by_client('metric_sources');
