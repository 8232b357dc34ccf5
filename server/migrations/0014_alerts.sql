-- What left its usual band: one row an episode, from when it was seen until it was back.
create table alerts (
  client_id uuid not null references clients (id) on delete cascade,
  id uuid not null default arco.uuid_v7(),
  metric text not null,
  -- What of the client the metric is of; `client` is all of it.
  subject text not null default 'client' check (length(subject) between 1 and 80),
  direction text not null check (direction in ('above', 'below')),
  opened_at timestamptz not null,
  opened_on date not null,
  -- The last day on which it was out.
  last_seen date not null,
  closed_at timestamptz,
  -- The day by which it was over.
  closed_on date,
  evidence jsonb not null,
  recommendation_id uuid,
  primary key (client_id, id),
  foreign key (client_id, recommendation_id) references recommendations (client_id, id),
  check (last_seen >= opened_on),
  check ((closed_at is null) = (closed_on is null)),
  check (closed_on >= opened_on)
);
create unique index alerts_open on alerts (client_id, metric, subject) where closed_at is null;
create index alerts_by_day on alerts (client_id, opened_on);
create index alerts_of_recommendation on alerts (client_id, recommendation_id);
call arco.isolate_by_client('alerts');

-- Hours of UTC for which a job was planned for a client; a daily job has the first of them.
alter table planned_jobs add column hour smallint not null default 0 check (hour between 0 and 23);
alter table planned_jobs drop constraint planned_jobs_pkey, add primary key (name, client_id, day, hour);
