-- What a client is compared with: quartiles over the clients of its sector that contribute, month by month, and figures
-- that somebody published. Shared by all clients: no row tells of one.
create table industry_benchmarks (
  id uuid primary key default arco.uuid_v7(),
  source text not null check (source in ('clients', 'published')),
  -- `all` is of a published figure over every sector.
  sector text not null check (sector = lower(btrim(sector)) and length(sector) between 1 and 100),
  metric text not null,
  country text not null check (country ~ '^[A-Z]{2}$'),
  year smallint not null check (year between 1990 and 2199),
  month smallint check (month between 1 and 12),
  -- ISO 4217, of money.
  currency text check (currency ~ '^[A-Z]{3}$'),
  -- In the unit of the metric: centavos, a fraction of 1, seconds.
  median numeric not null,
  q1 numeric check (q1 <= median),
  q3 numeric check (q3 >= median),
  -- Where the median of the sector lies, 95 times in 100.
  low numeric check (low <= median),
  high numeric check (high >= median),
  n integer check (n > 0),
  source_name text,
  source_url text,
  -- As the publisher words it; that of the clients is the metric's own.
  definition text,
  -- Whether a published figure counts the same thing as ours.
  comparable boolean not null default true,
  published_on date,
  updated_at timestamptz not null,
  unique nulls not distinct (source, source_name, sector, metric, country, year, month, currency),
  check ((q1 is null) = (q3 is null)),
  check ((low is null) = (high is null)),
  check (
    case source
      when 'clients' then month is not null and q1 is not null and low is not null and n is not null
        and source_name is null and source_url is null and definition is null
      else month is null and low is null and source_name is not null and source_url is not null and definition is not null
    end
  )
);

-- How many contributed to each figure of a month, shown or not, and how much of it is the largest one's: what is shown is
-- taken back at once when somebody leaves and too few are left.
create table benchmark_groups (
  sector text not null,
  metric text not null,
  country text not null,
  currency text,
  year smallint not null,
  month smallint not null check (month between 1 and 12),
  contributors integer not null check (contributors >= 0),
  -- Visits, or centavos spent on ads.
  volume numeric not null check (volume >= 0),
  top numeric not null check (top >= 0),
  starts_on date not null generated always as (make_date(year::integer, month::integer, 1)) stored,
  unique nulls not distinct (sector, metric, country, currency, year, month)
);

-- Months that were computed.
create table benchmark_runs (
  year smallint not null,
  month smallint not null check (month between 1 and 12),
  computed_at timestamptz not null,
  primary key (year, month)
);
grant select, insert, update, delete on industry_benchmarks, benchmark_groups, benchmark_runs to arco_service;

-- That an owner lets the client's figures count for its sector, and until when.
create table benchmark_consents (
  client_id uuid not null references clients (id) on delete cascade,
  id uuid not null default arco.uuid_v7(),
  given_at timestamptz not null,
  given_by text not null,
  revoked_at timestamptz,
  revoked_by text,
  primary key (client_id, id),
  check (revoked_at >= given_at),
  check ((revoked_at is null) = (revoked_by is null))
);
create unique index benchmark_consents_in_force on benchmark_consents (client_id) where revoked_at is null;
call arco.isolate_by_client('benchmark_consents', 'select, insert, update');

-- What of the client went into a month: deleted when it leaves.
create table benchmark_contributions (
  client_id uuid not null references clients (id) on delete cascade,
  year smallint not null,
  month smallint not null check (month between 1 and 12),
  metric text not null,
  sector text not null,
  country text not null,
  currency text,
  value numeric not null,
  volume numeric not null check (volume > 0),
  starts_on date not null generated always as (make_date(year::integer, month::integer, 1)) stored,
  primary key (client_id, year, month, metric)
);
call arco.isolate_by_client('benchmark_contributions');
