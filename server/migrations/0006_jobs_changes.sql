-- What transactions changed, by topic, so that pages that show it ask again. A local table of the machinery: it says
-- who has something new to read, and nothing of what it is.
create table changes (
  id uuid primary key default arco.uuid_v7(),
  client_id uuid not null,
  topics text[] not null,
  -- Transactions are seen in the order in which they commit, not in that of their ids: a reader goes by the oldest one
  -- that was still open, and so misses none.
  xact xid8 not null default pg_current_xact_id(),
  at timestamptz not null default now()
);
create index changes_in_order on changes (xact);
create index changes_of_client on changes (client_id, xact);
create index changes_by_time on changes (at);
grant select, insert, delete on changes to arco_service;

-- Days on which a job was planned for a client: each day of the client's own zone once, on however many servers.
create table planned_jobs (
  name text not null,
  client_id uuid not null,
  day date not null,
  primary key (name, client_id, day)
);
grant select, insert, delete on planned_jobs to arco_service;

-- Jobs are graphile-worker's; this is how one is put there in the transaction that causes it. One with a key that still
-- waits is not put there twice.
create function arco.enqueue(job text, payload jsonb, key text, run_at timestamptz) returns void
security definer language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
begin
  perform graphile_worker.add_job(
    job, payload::json, job_key => key, run_at => run_at, max_attempts => 8, job_key_mode => 'preserve_run_at'
  );
end
$$;
revoke all on function arco.enqueue(text, jsonb, text, timestamptz) from public;
grant execute on function arco.enqueue(text, jsonb, text, timestamptz) to arco_service;
