-- Scores are numeric without a scale: they come from arithmetic in binary, and are read back as exactly what was kept, so
-- that the parts of a change add up to it.

-- How much each part of the score counts, by version; a day keeps the one it was computed with. Without a row the
-- default holds, which is version 0.
create table score_weights (
  client_id uuid not null references clients (id) on delete cascade,
  version integer not null check (version > 0),
  engagement numeric not null check (engagement >= 0),
  campaigns numeric not null check (campaigns >= 0),
  conversion numeric not null check (conversion >= 0),
  goals numeric not null check (goals >= 0),
  target_roas numeric not null check (target_roas > 0),
  from_on date not null,
  caller text,
  created_at timestamptz not null default now(),
  primary key (client_id, version),
  check (engagement + campaigns + conversion + goals > 0)
);
call arco.isolate_by_client('score_weights', 'select, insert');

-- The score at the end of each day. A part is null where it could not be computed; the score, where too little could.
create table client_scores (
  client_id uuid not null references clients (id) on delete cascade,
  date date not null,
  version integer not null,
  engagement numeric check (engagement between 0 and 100),
  campaigns numeric check (campaigns between 0 and 100),
  conversion numeric check (conversion between 0 and 100),
  goals numeric check (goals between 0 and 100),
  coverage numeric not null check (coverage between 0 and 1),
  score numeric check (score between 0 and 100),
  computed_at timestamptz not null,
  -- Late figures changed what had been shown.
  restated_at timestamptz,
  primary key (client_id, date)
);
call arco.isolate_by_client('client_scores');

-- What the engine suggests, and why; afterwards, what came of it.
create table recommendations (
  client_id uuid not null references clients (id) on delete cascade,
  id uuid not null default arco.uuid_v7(),
  rule text not null,
  -- What of the client it is about, such as a goal or a metric: one rule may speak of several.
  subject text not null,
  evidence jsonb not null,
  expected_cents bigint check (expected_cents >= 0),
  probability numeric not null check (probability between 0 and 1),
  minutes smallint not null check (minutes > 0),
  created_on date not null,
  created_at timestamptz not null default now(),
  measured_on date,
  effect jsonb,
  primary key (client_id, id),
  check ((measured_on is null) = (effect is null))
);
create index recommendations_of_rule on recommendations (client_id, rule, subject, created_on);
call arco.isolate_by_client('recommendations');

-- The cards that a client sees: promoted from a recommendation, or written by ARCO's people.
create table client_actions (
  client_id uuid not null references clients (id) on delete cascade,
  id uuid not null default arco.uuid_v7(),
  recommendation_id uuid,
  kind text not null check (kind in ('urgent', 'insight', 'quick_win')),
  -- A code with parameters, read in three languages; `custom` is in the words of who wrote it.
  code text not null,
  params jsonb not null default '{}',
  expected_cents bigint check (expected_cents >= 0),
  probability numeric not null check (probability between 0 and 1),
  minutes smallint not null check (minutes > 0),
  state text not null default 'open' check (state in ('open', 'completed', 'dismissed', 'snoozed')),
  reason text check (length(reason) between 1 and 200),
  snoozed_until date,
  decided_at timestamptz,
  decided_kind text,
  decided_by text,
  decided_name text,
  created_name text,
  created_at timestamptz not null default now(),
  primary key (client_id, id),
  unique (client_id, recommendation_id),
  foreign key (client_id, recommendation_id) references recommendations (client_id, id),
  check ((state = 'open') = (decided_at is null)),
  check ((state = 'dismissed') = (reason is not null)),
  check ((state = 'snoozed') = (snoozed_until is not null))
);
create index client_actions_by_state on client_actions (client_id, state, created_at);
create index client_actions_by_time on client_actions (client_id, created_at);
call arco.isolate_by_client('client_actions');

-- What a person is called, for those of the same client.
create function arco.name_of(person uuid, client uuid) returns text
stable security definer language sql
set search_path = pg_catalog, public, pg_temp
as $$
  select people.name
  from people
  where people.id = person and (
    exists (select from memberships where person_id = person and client_id = client)
    or exists (
      select
      from client_account_managers assignment
      join account_managers manager on manager.id = assignment.account_manager_id
      where manager.person_id = person and assignment.client_id = client
    )
  )
$$;
revoke all on function arco.name_of(uuid, uuid) from public;
grant execute on function arco.name_of(uuid, uuid) to arco_service;
