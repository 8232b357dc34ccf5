create table client_goals (
  client_id uuid not null references clients (id) on delete cascade,
  id uuid not null default arco.uuid_v7(),
  metric text not null,
  target numeric(20, 6) not null check (target > 0),
  period text not null check (period in ('day', 'week', 'month', 'quarter', 'custom')),
  starts_on date not null,
  ends_on date not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (client_id, id),
  check (ends_on >= starts_on),
  -- Two targets for one figure on one day would contradict each other.
  exclude using gist (client_id with =, metric with =, daterange(starts_on, ends_on, '[]') with &&)
);
call arco.isolate_by_client('client_goals');

-- What was known at the end of each day: the chart of a goal shows the projection as it stood then.
-- The goal's current value is not here; it is always computed from the metric.
create table goal_progress (
  client_id uuid not null references clients (id) on delete cascade,
  goal_id uuid not null,
  date date not null,
  total numeric(24, 6),
  low numeric(24, 6),
  expected numeric(24, 6),
  high numeric(24, 6),
  status text not null,
  recorded_at timestamptz not null default now(),
  primary key (client_id, goal_id, date),
  foreign key (client_id, goal_id) references client_goals (client_id, id) on delete cascade
);
call arco.isolate_by_client('goal_progress');
