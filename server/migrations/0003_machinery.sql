-- Whatever somebody may have to be told. Written in the transaction that caused it; delivered once per dedupe_key.
create table outbox (
  id uuid primary key default arco.uuid_v7(),
  client_id uuid,
  kind text not null,
  dedupe_key text not null unique,
  payload jsonb not null,
  created_at timestamptz not null default now(),
  delivered_at timestamptz
);
create index outbox_waiting on outbox (created_at) where delivered_at is null;
grant select, insert, update, delete on outbox to arco_service;

-- Lost in a crash by intent: a counter lives for one window of a minute.
create unlogged table rate_counters (
  bucket text not null,
  window_start timestamptz not null,
  hits integer not null,
  primary key (bucket, window_start)
);
grant select, insert, update, delete on rate_counters to arco_service;

-- Who changed what of a client. The service can add to it and read it, never edit it.
create table audit_log (
  client_id uuid not null references clients (id) on delete cascade,
  id uuid not null default arco.uuid_v7(),
  at timestamptz not null default now(),
  caller_kind text not null,
  caller text,
  action text not null,
  subject uuid,
  former jsonb,
  value jsonb,
  request_id text,
  primary key (client_id, id)
);
create index audit_log_of_subject on audit_log (client_id, subject, at);
call arco.isolate_by_client('audit_log', 'select, insert');

-- Who did what with which widget; engagement, streaks and adoption are counted from it.
create table product_events (
  client_id uuid not null references clients (id) on delete cascade,
  id uuid not null default arco.uuid_v7(),
  at timestamptz not null default now(),
  caller_kind text not null,
  caller text,
  widget text not null,
  name text not null,
  subject uuid,
  primary key (client_id, id)
);
create index product_events_by_time on product_events (client_id, at);
call arco.isolate_by_client('product_events', 'select, insert');
