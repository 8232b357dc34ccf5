-- Google Analytics 4 of a client: what is read there stands in client_metrics under its own source, beside our own counts.
create table ga4_connections (
  client_id uuid primary key references clients (id) on delete cascade,
  property text not null check (property ~ '^[0-9]{1,20}$'),
  -- A service account's key or an OAuth refresh token, sealed under ARCO_SECRET for this client alone.
  sealed_credentials bytea not null,
  -- The property's own: its days are days in it, and may differ from the client's.
  time_zone text not null,
  backfill_from date not null,
  -- The last day that was read; null before the first.
  synced_until date,
  -- When the last complete reading was made.
  synced_at timestamptz,
  -- When the newest reading that was written had begun: an older one that comes late is not written over it.
  asked_at timestamptz,
  -- Whether Google held small counts back in what was read last, for the privacy of its users.
  thresholded boolean not null default false,
  problem text check (problem in ('quota', 'denied', 'unreachable', 'invalid')),
  problem_detail text,
  problem_at timestamptz,
  -- Not asked again before this.
  retry_at timestamptz,
  -- What Google said is left of the property's quota, as it said it.
  quota jsonb,
  -- Google's own number of active users over its last 30 minutes, and when that was.
  live_users bigint check (live_users >= 0),
  live_at timestamptz,
  created_at timestamptz not null default now(),
  check ((problem is null) = (problem_at is null)),
  check ((live_users is null) = (live_at is null))
);
call arco.isolate_by_client('ga4_connections');
