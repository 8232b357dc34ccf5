-- Directory tables: read before a client is known, so they carry no policy. The service's role has no grant on
-- them; it goes through the functions below, each of which names who is looked up.

create table clients (
  id uuid primary key default arco.uuid_v7(),
  slug text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  name text not null check (length(name) between 1 and 200),
  sector text,
  time_zone text not null default 'America/Sao_Paulo',
  currency text not null default 'BRL' check (currency ~ '^[A-Z]{3}$'),
  created_at timestamptz not null default now()
);

create table people (
  id uuid primary key default arco.uuid_v7(),
  email text not null check (email = lower(email) and email like '%_@_%'),
  name text not null,
  staff_role text check (staff_role in ('agent', 'admin')),
  created_at timestamptz not null default now(),
  unique (email)
);

create table memberships (
  client_id uuid not null references clients (id) on delete cascade,
  person_id uuid not null references people (id) on delete cascade,
  role text not null check (role in ('owner', 'viewer')),
  created_at timestamptz not null default now(),
  primary key (client_id, person_id)
);
create index memberships_of_person on memberships (person_id);

create table account_managers (
  id uuid primary key default arco.uuid_v7(),
  person_id uuid unique references people (id),
  name text not null,
  email text not null unique,
  phone text,
  avatar_url text,
  bio text,
  specialties text[] not null default '{}',
  active boolean not null default true,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table client_account_managers (
  client_id uuid not null references clients (id) on delete cascade,
  account_manager_id uuid not null references account_managers (id) on delete cascade,
  assigned_at timestamptz not null default now(),
  active boolean not null default true,
  primary key (client_id, account_manager_id)
);

create table invitations (
  id uuid primary key default arco.uuid_v7(),
  person_id uuid not null references people (id) on delete cascade,
  token_hash bytea not null unique,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  accepted_at timestamptz
);

-- A publishable key is public and kept as it is; of a secret key only the hash is kept.
create table keys (
  id uuid primary key default arco.uuid_v7(),
  client_id uuid not null references clients (id) on delete cascade,
  kind text not null check (kind in ('publishable', 'secret')),
  mode text not null check (mode in ('live', 'test')),
  value text unique,
  hash bytea unique,
  hint text not null,
  origins text[] not null default '{}',
  created_at timestamptz not null default now(),
  revoked_at timestamptz,
  check ((kind = 'publishable') = (value is not null)),
  check ((kind = 'secret') = (hash is not null))
);
create index keys_of_client on keys (client_id);

-- The private half is sealed under ARCO_SECRET. One key signs at a time; the others still verify until they retire.
create table signing_keys (
  kid text primary key,
  public_jwk jsonb not null,
  sealed_private bytea not null,
  created_at timestamptz not null default now(),
  retires_at timestamptz
);
create unique index signing_keys_one_active on signing_keys ((true)) where retires_at is null;

create function arco.find_client(wanted_id uuid, wanted_slug text)
returns table (id uuid, slug text, name text, sector text, time_zone text, currency text)
stable security definer language sql
set search_path = pg_catalog, public, pg_temp
as $$
  select id, slug, name, sector, time_zone, currency from clients where id = wanted_id or slug = wanted_slug
$$;

-- For jobs that visit every client in turn.
create function arco.list_clients()
returns table (id uuid, slug text, name text, time_zone text, currency text)
stable security definer language sql
set search_path = pg_catalog, public, pg_temp
as $$
  select id, slug, name, time_zone, currency from clients order by id
$$;

create function arco.find_key(wanted_value text, wanted_hash bytea)
returns table (id uuid, client_id uuid, kind text, mode text, origins text[], revoked boolean)
stable security definer language sql
set search_path = pg_catalog, public, pg_temp
as $$
  select id, client_id, kind, mode, origins, revoked_at is not null
  from keys
  where value = wanted_value or hash = wanted_hash
$$;

create function arco.find_member(wanted_email text, wanted_client uuid)
returns table (person_id uuid, name text, role text)
stable security definer language sql
set search_path = pg_catalog, public, pg_temp
as $$
  select people.id, people.name, memberships.role
  from people
  join memberships on memberships.person_id = people.id
  where people.email = lower(wanted_email) and memberships.client_id = wanted_client
$$;

create function arco.list_signing_keys()
returns table (kid text, public_jwk jsonb, sealed_private bytea, retires_at timestamptz)
stable security definer language sql
set search_path = pg_catalog, public, pg_temp
as $$
  select kid, public_jwk, sealed_private, retires_at from signing_keys where retires_at is null or retires_at > now()
$$;

-- The former key goes on verifying for an hour: no token lives longer than 15 minutes.
create function arco.rotate_signing_key(expected text, new_kid text, new_public jsonb, new_sealed bytea) returns boolean
security definer language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
begin
  perform pg_advisory_xact_lock(hashtext('arco.signing_keys'));
  -- Another server may have come first; its key is as good.
  if expected is distinct from (select kid from signing_keys where retires_at is null) then
    return false;
  end if;
  update signing_keys set retires_at = now() + interval '1 hour' where retires_at is null;
  insert into signing_keys (kid, public_jwk, sealed_private) values (new_kid, new_public, new_sealed);
  return true;
end
$$;

-- Enters a client for the rest of the transaction, and refuses a caller who may not see it.
-- A real SET LOCAL and not set_config(): a sharded database passes only the first on to its workers.
-- AR001: the caller may not see this client. AR002: the key was revoked.
create function arco.enter(client uuid, kind text, caller uuid) returns void
security definer language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
declare
  allowed boolean;
begin
  execute format('set local arco.client_id = %L', client);
  allowed := case kind
    when 'key' then exists (select from keys where id = caller and client_id = client and revoked_at is null)
    when 'member' then exists (select from memberships where person_id = caller and client_id = client)
    when 'manager' then exists (
      select
      from client_account_managers assignment
      join account_managers manager on manager.id = assignment.account_manager_id
      where manager.person_id = caller and assignment.client_id = client and assignment.active and manager.active
    )
    when 'system' then exists (select from clients where id = client)
    else false
  end;
  if not allowed then
    if kind = 'key' and exists (select from keys where id = caller and client_id = client) then
      raise exception 'This key was revoked' using errcode = 'AR002';
    end if;
    raise exception 'This caller may not see this client' using errcode = 'AR001';
  end if;
end
$$;

revoke all on all routines in schema arco from public;
grant execute on function
  arco.find_client(uuid, text),
  arco.list_clients(),
  arco.find_key(text, bytea),
  arco.find_member(text, uuid),
  arco.list_signing_keys(),
  arco.rotate_signing_key(text, text, jsonb, bytea),
  arco.enter(uuid, text, uuid)
to arco_service;
