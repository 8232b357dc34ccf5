-- Who may enter a client, and who keeps its members and keys: what server/core/rights.ts declares, held to by the database.
alter table keys
  add column expires_at timestamptz,
  add column replaces uuid references keys (id);

drop function arco.find_key(text, bytea);
create function arco.find_key(wanted_value text, wanted_hash bytea)
returns table (id uuid, client_id uuid, kind text, mode text, origins text[], revoked boolean)
stable security definer language sql
set search_path = pg_catalog, public, pg_temp
as $$
  select id, client_id, kind, mode, origins, revoked_at is not null or coalesce(expires_at <= now(), false)
  from keys
  where value = wanted_value or hash = wanted_hash
$$;

-- Why a caller may not see a client, as the error's code; null where they may.
-- AR001: it is not theirs to see. AR002: the key, the person or the session behind the request was ended.
create function arco.refusal(client uuid, kind text, caller uuid, session uuid) returns text
stable security definer language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
declare
  ended boolean;
begin
  if kind = 'system' then
    return case when exists (select from clients where id = client) then null else 'AR001' end;
  end if;
  if kind = 'key' then
    select revoked_at is not null or coalesce(expires_at <= now(), false) into ended from keys where id = caller and client_id = client;
    return case when ended is null then 'AR001' when ended then 'AR002' end;
  end if;
  select disabled_at is not null into ended from people where id = caller;
  if ended or (session is not null and not exists (
    select from auth.sessions open where open.id = session and open.person_id = caller and open.expires_at > now()
  )) then
    return 'AR002';
  end if;
  return case when case kind
    when 'member' then exists (select from memberships where person_id = caller and client_id = client)
    when 'manager' then exists (
      select
      from client_account_managers assignment
      join account_managers manager on manager.id = assignment.account_manager_id
      where manager.person_id = caller and assignment.client_id = client and assignment.active and manager.active
    )
    when 'agent' then exists (select from people where id = caller and staff_role in ('agent', 'admin')) and exists (select from clients where id = client)
    when 'admin' then exists (select from people where id = caller and staff_role = 'admin') and exists (select from clients where id = client)
    else false
  end then null else 'AR001' end;
end
$$;

-- Of callers that have something open, those who may no longer: for each its place in the list, from 0, and why.
create function arco.refused(callers jsonb) returns table (place integer, state text)
stable security definer language sql
set search_path = pg_catalog, public, pg_temp
as $$
  select (place - 1)::integer, state
  from jsonb_array_elements(callers) with ordinality listed (caller, place),
  lateral arco.refusal((caller ->> 'client')::uuid, caller ->> 'kind', (caller ->> 'id')::uuid, (caller ->> 'session')::uuid) state
  where state is not null
$$;

-- Enters a client for the rest of the transaction, and refuses a caller who may not see it.
-- A real SET LOCAL and not set_config(): a sharded database passes only the first on to its workers.
drop function arco.enter(uuid, text, uuid);
create function arco.enter(client uuid, kind text, caller uuid, session uuid) returns void
security definer language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
declare
  state text;
begin
  execute format('set local arco.client_id = %L', client);
  state := arco.refusal(client, kind, caller, session);
  if state = 'AR002' then
    raise exception 'What stood behind this request was ended' using errcode = 'AR002';
  elsif state is not null then
    raise exception 'This caller may not see this client' using errcode = 'AR001';
  end if;
  -- Who may only look is held to it by the database as well, whatever a token says.
  if kind = 'agent' or (kind = 'member' and exists (select from memberships where person_id = caller and client_id = client and role = 'viewer')) then
    set local transaction_read_only = on;
  end if;
  execute format('set local arco.caller = %L', kind || ':' || coalesce(caller::text, '') || ':' || coalesce(session::text, ''));
end
$$;

-- Members and keys are for an owner of the client that was entered, and ARCO's administrators; the command line acts as the system.
create function arco.require_reader() returns uuid
stable security definer language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
declare
  client uuid := arco.current_client();
  caller text[] := string_to_array(coalesce(current_setting('arco.caller', true), ''), ':');
begin
  if client is null or not coalesce(caller[1] in ('system', 'admin') or (
    caller[1] = 'member' and exists (select from memberships where client_id = client and person_id = nullif(caller[2], '')::uuid and role = 'owner')
  ), false) then
    raise exception 'Only an owner of the client may see this' using errcode = 'AR001';
  end if;
  return client;
end
$$;

-- What changes them asks besides for a proof, within ten minutes, of who it is. AR003: there is none.
create function arco.require_keeper() returns uuid
stable security definer language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
declare
  client uuid := arco.require_reader();
  caller text[] := string_to_array(current_setting('arco.caller'), ':');
begin
  if caller[1] <> 'system' and not exists (
    select from auth.sessions
    where id = nullif(caller[3], '')::uuid and person_id = nullif(caller[2], '')::uuid and confirmed_at > now() - interval '10 minutes'
  ) then
    raise exception 'This asks for the password or passkey again' using errcode = 'AR003';
  end if;
  return client;
end
$$;

-- Of who was added and has not been in since, only what was given: whether an address is known is not told.
create function arco.list_members()
returns table (id uuid, email text, name text, role text, state text, since timestamptz)
stable security definer language sql
set search_path = pg_catalog, public, pg_temp
as $$
  select people.id, people.email, case when met.yet then people.name else memberships.invited_as end, memberships.role,
    case when not met.yet then 'invited' when people.disabled_at is not null then 'disabled' when people.email_verified then 'active' else 'invited' end,
    memberships.created_at
  from memberships
  join people on people.id = memberships.person_id,
  lateral (select memberships.invited_as is null or coalesce(people.seen_at > memberships.created_at, false) as yet) met
  where memberships.client_id = arco.require_reader()
  order by 3, people.id
$$;

-- Whoever can sign in already is added as they are, without a link.
create function arco.invite_member(address text, called text, as_role text, hash bytea, ends timestamptz, out id uuid, out known boolean)
security definer language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
declare
  client uuid := arco.require_keeper();
  person uuid;
begin
  insert into people (email, name) values (lower(address), called) on conflict (email) do nothing;
  select people.id into person from people where email = lower(address);
  insert into memberships (client_id, person_id, role, invited_as) values (client, person, as_role, called);
  id := person;
  known := exists (select from auth.accounts where accounts.person_id = person) or exists (select from auth.passkeys where passkeys.person_id = person);
  if not known then
    insert into invitations (person_id, token_hash, expires_at, mailed) values (person, hash, ends, true);
  end if;
end
$$;

-- Every client keeps an owner: the rows of its owners are locked, so that two changes at once do not leave none.
create function arco.change_member(person uuid, to_role text) returns text
security definer language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
declare
  client uuid := arco.require_keeper();
  former text;
begin
  perform from memberships where client_id = client and role = 'owner' order by person_id for update;
  select role into former from memberships where client_id = client and person_id = person;
  if former is null then
    return null;
  end if;
  if former = 'owner' and to_role is distinct from 'owner'
    and not exists (
      -- One who has never been in could not open it to anybody.
      select from memberships join people on people.id = memberships.person_id
      where memberships.client_id = client and memberships.role = 'owner' and people.id <> person and people.email_verified and people.disabled_at is null
    ) then
    raise exception 'A client keeps at least one owner' using errcode = 'AR004';
  end if;
  if to_role is null then
    delete from memberships where client_id = client and person_id = person;
  else
    update memberships set role = to_role where client_id = client and person_id = person;
  end if;
  return former;
end
$$;

create function arco.list_keys()
returns table (id uuid, kind text, mode text, hint text, origins text[], created_at timestamptz, expires_at timestamptz, revoked_at timestamptz)
stable security definer language sql
set search_path = pg_catalog, public, pg_temp
as $$
  select id, kind, mode, hint, origins, created_at, expires_at, revoked_at from keys where client_id = arco.require_reader() order by created_at, id
$$;

create function arco.add_key(new_kind text, new_mode text, new_value text, new_hash bytea, new_hint text, new_origins text[], former uuid) returns uuid
security definer language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
declare
  client uuid := arco.require_keeper();
  made uuid;
begin
  insert into keys (client_id, kind, mode, value, hash, hint, origins, replaces)
  values (client, new_kind, new_mode, new_value, new_hash, new_hint, new_origins, former)
  returning id into made;
  return made;
end
$$;

-- Ends a key now, or at a later instant, until which the one that replaces it and this one both work.
create function arco.end_key(key uuid, ends timestamptz) returns boolean
security definer language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
declare
  client uuid := arco.require_keeper();
begin
  if ends is null then
    update keys set revoked_at = coalesce(revoked_at, transaction_timestamp()) where id = key and client_id = client;
  else
    update keys set expires_at = least(coalesce(expires_at, ends), ends) where id = key and client_id = client and revoked_at is null;
  end if;
  return found;
end
$$;

-- For ARCO's administrators.
create function arco.list_security(reader uuid, before timestamptz, at_most integer)
returns table (at timestamptz, person text, action text, address text, device text, detail jsonb)
stable security definer language sql
set search_path = pg_catalog, public, pg_temp
as $$
  select security_log.at, people.email, security_log.action, security_log.address, security_log.device, security_log.detail
  from security_log left join people on people.id = security_log.person_id
  where security_log.at < before
    and exists (select from people admin where admin.id = reader and admin.staff_role = 'admin' and admin.disabled_at is null)
  order by security_log.at desc
  limit least(at_most, 500)
$$;

revoke all on all routines in schema arco from public;
grant execute on function
  arco.find_key(text, bytea),
  arco.refused(jsonb),
  arco.enter(uuid, text, uuid, uuid),
  arco.require_keeper(),
  arco.require_reader(),
  arco.list_members(),
  arco.invite_member(text, text, text, bytea, timestamptz),
  arco.change_member(uuid, text),
  arco.list_keys(),
  arco.add_key(text, text, text, bytea, text, text[], uuid),
  arco.end_key(uuid, timestamptz),
  arco.list_security(uuid, timestamptz, integer)
to arco_service;
