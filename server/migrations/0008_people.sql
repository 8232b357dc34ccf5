-- Who signs in. The tables of sign-in stand in a schema of their own, for a role of its own: the service's role reads
-- neither a password's hash nor a session, and asks the functions below instead.
create schema auth;
grant usage on schema auth to arco_auth;

alter table people
  add column email_verified boolean not null default false,
  add column image text,
  add column updated_at timestamptz not null default now(),
  add column two_factor_enabled boolean not null default false,
  add column language text not null default 'pt' check (language in ('pt', 'en', 'es')),
  -- When they last signed in.
  add column seen_at timestamptz,
  -- Nobody signs in as this person any more, and what they had open has ended.
  add column disabled_at timestamptz;

-- What who invited them calls a person, until that person has been in: it is not theirs to learn before.
alter table memberships add column invited_as text;

-- The people as sign-in may see and change them: neither their role at ARCO nor whether they are barred is its to set.
create view auth.people as
  select id, email, name, email_verified, image, created_at, updated_at, two_factor_enabled, language from public.people;
grant select, insert, update on auth.people to arco_auth;

create table auth.sessions (
  id uuid primary key default arco.uuid_v7(),
  person_id uuid not null references public.people (id) on delete cascade,
  token text not null unique,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  -- When the person last proved who they are, by password or passkey.
  confirmed_at timestamptz
);
create index sessions_of_person on auth.sessions (person_id);

create table auth.accounts (
  id uuid primary key default arco.uuid_v7(),
  person_id uuid not null references public.people (id) on delete cascade,
  account_id text not null,
  provider_id text not null,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (provider_id, account_id)
);
create index accounts_of_person on auth.accounts (person_id);

create table auth.verifications (
  id uuid primary key default arco.uuid_v7(),
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index verifications_by_identifier on auth.verifications (identifier);
create index verifications_by_end on auth.verifications (expires_at);

-- Seeds and recovery codes are sealed under ARCO_SECRET.
create table auth.second_factors (
  id uuid primary key default arco.uuid_v7(),
  person_id uuid not null unique references public.people (id) on delete cascade,
  secret text not null,
  backup_codes text not null,
  verified boolean not null default true,
  failed_verification_count integer not null default 0,
  locked_until timestamptz
);

create table auth.passkeys (
  id uuid primary key default arco.uuid_v7(),
  person_id uuid not null references public.people (id) on delete cascade,
  credential_id text not null unique,
  public_key text not null,
  counter bigint not null,
  transports text not null default '',
  name text not null check (length(name) between 1 and 80),
  backed_up boolean not null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz
);
create index passkeys_of_person on auth.passkeys (person_id);

grant select, insert, update, delete on auth.sessions, auth.accounts, auth.verifications, auth.second_factors, auth.passkeys to arco_auth;

-- What happened around signing in. Added to by functions alone; nobody but the owner's role edits it.
create table security_log (
  id uuid primary key default arco.uuid_v7(),
  at timestamptz not null default now(),
  person_id uuid references people (id) on delete set null,
  action text not null,
  -- Of the network, not of the machine: the last part of an address is not kept.
  address text,
  device text,
  detail jsonb,
  request_id text
);
create index security_log_by_time on security_log (at);
create index security_log_of_person on security_log (person_id, at);

create function arco.record_security(person uuid, action text, address text, device text, detail jsonb, request_id text) returns void
security definer language sql
set search_path = pg_catalog, public, pg_temp
as $$
  insert into security_log (person_id, action, address, device, detail, request_id)
  values ((select id from people where id = person), action, address, device, detail, request_id)
$$;

-- An invitation by ARCO's mail proves the address; a link that was handed over does not.
alter table invitations add column mailed boolean not null default false;

create function arco.find_invitation(hash bytea)
returns table (id uuid, person_id uuid, email text, name text, client text, mailed boolean)
stable security definer language sql
set search_path = pg_catalog, public, pg_temp
as $$
  select invitations.id, people.id, people.email, people.name,
    (select clients.name from memberships join clients on clients.id = memberships.client_id where memberships.person_id = people.id order by memberships.created_at desc limit 1),
    invitations.mailed
  from invitations join people on people.id = invitations.person_id
  where invitations.token_hash = hash and invitations.accepted_at is null and invitations.expires_at > now() and people.disabled_at is null
    -- Who has a way in already needs none, and no link may replace what they have.
    and not exists (select from auth.accounts where accounts.person_id = people.id)
    and not exists (select from auth.passkeys where passkeys.person_id = people.id)
$$;

-- Lets somebody in who was invited, whole or not at all: the link is used, their password and name are set, their other
-- links end. Answers whether it was this call that did.
create function arco.accept_invitation(invitation uuid, called text, password_hash text) returns boolean
security definer language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
declare
  person uuid;
  by_mail boolean;
begin
  update invitations set accepted_at = now() where id = invitation and accepted_at is null and expires_at > now()
  returning person_id, mailed into person, by_mail;
  if person is null then
    return false;
  end if;
  insert into auth.accounts (person_id, account_id, provider_id, password) values (person, person, 'credential', password_hash);
  update people set name = called, email_verified = email_verified or by_mail, updated_at = now() where id = person;
  delete from invitations where person_id = person and accepted_at is null;
  return true;
end
$$;

create function arco.note_seen(person uuid) returns void
security definer language sql
set search_path = pg_catalog, public, pg_temp
as $$
  update people set seen_at = now() where id = person
$$;

create function arco.is_disabled(person uuid) returns boolean
stable security definer language sql
set search_path = pg_catalog, public, pg_temp
as $$
  select disabled_at is not null from people where id = person
$$;

-- The clients that a person may see, and as what.
create function arco.clients_of(person uuid)
returns table (id uuid, slug text, name text, role text)
stable security definer language sql
set search_path = pg_catalog, public, pg_temp
as $$
  with known as (select people.id, people.staff_role from people where people.id = person and people.disabled_at is null),
  ways as (
    select memberships.client_id, memberships.role, case memberships.role when 'owner' then 3 else 4 end as rank
    from memberships join known on known.id = memberships.person_id
    union all
    select assignment.client_id, 'manager', 2
    from client_account_managers assignment
    join account_managers manager on manager.id = assignment.account_manager_id and manager.active
    join known on known.id = manager.person_id
    where assignment.active
    union all
    -- An owner cannot take from ARCO's people what they are by making them a member.
    select clients.id, known.staff_role, 1 from known, clients where known.staff_role is not null
  )
  select distinct on (clients.name, clients.id) clients.id, clients.slug, clients.name, ways.role
  from ways join clients on clients.id = ways.client_id
  order by clients.name, clients.id, ways.rank
$$;

-- What a person is at ARCO; null for one who is not of ARCO.
create function arco.staff_role(person uuid) returns text
stable security definer language sql
set search_path = pg_catalog, public, pg_temp
as $$
  select coalesce(people.staff_role, (select 'manager' from account_managers where person_id = people.id and active))
  from people where people.id = person and people.disabled_at is null
$$;

revoke all on all routines in schema arco from public;
grant execute on function
  arco.record_security(uuid, text, text, text, jsonb, text),
  arco.clients_of(uuid),
  arco.staff_role(uuid),
  arco.is_disabled(uuid)
to arco_service;
grant usage on schema arco to arco_auth;
grant execute on function
  arco.uuid_v7(),
  arco.record_security(uuid, text, text, text, jsonb, text),
  arco.find_invitation(bytea),
  arco.accept_invitation(uuid, text, text),
  arco.is_disabled(uuid),
  arco.note_seen(uuid)
to arco_auth;
