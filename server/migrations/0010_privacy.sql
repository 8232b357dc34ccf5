-- What somebody agreed to, in which words, and until when. A directory table: it is asked by subject, and a person's
-- agreement with ARCO itself belongs to no client.
create table consents (
  id uuid primary key default arco.uuid_v7(),
  subject_kind text not null check (subject_kind in ('person', 'visitor', 'lead')),
  subject text not null,
  -- On whose behalf it was asked; null for ARCO's own terms.
  client_id uuid references clients (id) on delete cascade,
  purpose text not null check (length(purpose) between 1 and 63),
  -- Of the text that was shown.
  version text not null check (length(version) between 1 and 63),
  given_at timestamptz not null default now(),
  withdrawn_at timestamptz,
  -- The act by which it was given, such as `invitation`.
  how text not null check (length(how) between 1 and 63),
  evidence jsonb,
  check (withdrawn_at >= given_at)
);
-- Agreeing again to the same text changes nothing while the first agreement stands.
create unique index consents_standing on consents (subject_kind, subject, client_id, purpose, version) nulls not distinct where withdrawn_at is null;
create index consents_of_client on consents (client_id);

-- Answers the agreement that stands: a new one, or the one that was there.
create function arco.record_consent(kind text, who text, client uuid, why text, text_version text, act text, proof jsonb) returns uuid
security definer language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
declare
  found_id uuid;
begin
  insert into consents (subject_kind, subject, client_id, purpose, version, how, evidence)
  values (kind, who, client, why, text_version, act, proof)
  on conflict do nothing
  returning id into found_id;
  if found_id is null then
    select id into found_id from consents
    where subject_kind = kind and subject = who and client_id is not distinct from client and purpose = why and version = text_version
      and withdrawn_at is null;
  end if;
  return found_id;
end
$$;

-- Answers how many agreements it ended, of every version of the text.
create function arco.withdraw_consent(kind text, who text, client uuid, why text) returns integer
security definer language sql
set search_path = pg_catalog, public, pg_temp
as $$
  with ended as (
    update consents set withdrawn_at = now()
    where subject_kind = kind and subject = who and client_id is not distinct from client and purpose = why and withdrawn_at is null
    returning id
  )
  select count(*)::integer from ended
$$;

-- Of the directory, all that is kept about a person, as JSON without what would let somebody in.
create function arco.export_person(person uuid) returns table (name text, line text)
stable security definer language sql
set search_path = pg_catalog, public, pg_temp
set timezone = 'UTC'
as $$
  select 'people', to_jsonb(found)::text from people found where id = person
  union all
  select 'memberships', (to_jsonb(found) || jsonb_build_object('client', clients.slug))::text
  from memberships found join clients on clients.id = found.client_id where person_id = person
  union all
  select 'account_managers', to_jsonb(found)::text from account_managers found where person_id = person
  union all
  select 'client_account_managers', (to_jsonb(found) || jsonb_build_object('client', clients.slug))::text
  from client_account_managers found
  join account_managers manager on manager.id = found.account_manager_id
  join clients on clients.id = found.client_id
  where manager.person_id = person
  union all
  select 'invitations', (to_jsonb(found) - 'token_hash')::text from invitations found where person_id = person
  union all
  select 'consents', to_jsonb(found)::text from consents found where subject_kind = 'person' and subject = person::text
  union all
  select 'security_log', to_jsonb(found)::text from security_log found where person_id = person
$$;

-- Takes a person out of the directory and of sign-in, and answers what they were called; null for nobody. An account
-- manager leaves a row without a name behind, which says that a client was looked after. The log of sign-in keeps what
-- happened, and neither whose it was nor from where.
-- AR004: a client would be left without an owner; the detail names it.
create function arco.erase_person(person uuid) returns jsonb
security definer language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
declare
  mail text;
  called text;
  alone text;
begin
  select email, people.name into mail, called from people where id = person for update;
  if mail is null then
    return null;
  end if;
  -- As when a member is removed: of two owners who leave at once, one finds that they are the last.
  perform from memberships
  where role = 'owner' and client_id in (select client_id from memberships where person_id = person and role = 'owner')
  order by client_id, person_id
  for update;
  select string_agg(clients.slug, ', ' order by clients.slug) into alone
  from memberships mine join clients on clients.id = mine.client_id
  where mine.person_id = person and mine.role = 'owner' and not exists (
    select from memberships other where other.client_id = mine.client_id and other.role = 'owner' and other.person_id <> person
  );
  if alone is not null then
    raise exception 'A client keeps at least one owner' using errcode = 'AR004', detail = alone;
  end if;

  delete from account_managers
  where (person_id = person or email = mail) and not exists (select from client_account_managers where account_manager_id = account_managers.id);
  update client_account_managers set active = false
  where account_manager_id in (select id from account_managers where person_id = person or email = mail);
  update account_managers
  set person_id = null, name = '–', email = gen_random_uuid() || '@erased.invalid', phone = null, avatar_url = null, bio = null,
    specialties = '{}', active = false
  where person_id = person or email = mail;

  -- Whole values are compared: another's address may hold this one.
  update security_log
  set detail = null,
    address = case when person_id = person then null else address end,
    device = case when person_id = person then null else device end,
    request_id = case when person_id = person then null else request_id end,
    person_id = nullif(person_id, person)
  where person_id = person or strpos(lower(detail::text), to_jsonb(mail)::text) > 0 or strpos(detail::text, to_jsonb(person)::text) > 0;
  insert into security_log (action) values ('person.erase');

  delete from auth.verifications where strpos(identifier || ' ' || value, person::text) > 0 or lower(value) = mail or strpos(lower(value), to_jsonb(mail)::text) > 0;
  delete from consents where subject_kind = 'person' and subject in (person::text, mail);
  delete from rate_counters where strpos(bucket, person::text) > 0;
  delete from outbox where strpos(dedupe_key || payload::text, person::text) > 0 or strpos(lower(payload::text), to_jsonb(mail)::text) > 0;
  -- Memberships, invitations, passwords, sessions, passkeys and the second factor go with it.
  delete from people where id = person;
  return jsonb_build_object('email', mail, 'name', called);
end
$$;

-- Deletes what is older than some days, and never what the setting keeps or what is younger than each table's minimum,
-- whatever the caller asks for.
create function arco.forget(what text, days integer) returns bigint
security definer language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
declare
  setting jsonb := (select value -> what from settings where name = 'retention');
  floor_days integer := case what when 'security_log' then 365 when 'invitations' then 1 when 'auth.sessions' then 0 when 'auth.verifications' then 0 end;
  before timestamptz;
  gone bigint;
begin
  if floor_days is null then
    raise exception 'Nothing is forgotten of %', what using errcode = '22023';
  end if;
  if setting = 'null' or days is null then
    return 0;
  end if;
  before := now() - make_interval(days => greatest(days, floor_days, setting::text::integer));
  case what
    when 'security_log' then delete from security_log where at < before;
    when 'invitations' then delete from invitations where expires_at < before;
    when 'auth.sessions' then delete from auth.sessions where expires_at < before;
    when 'auth.verifications' then delete from auth.verifications where expires_at < before;
  end case;
  get diagnostics gone = row_count;
  return gone;
end
$$;

revoke all on all routines in schema arco from public;
grant execute on function
  arco.record_consent(text, text, uuid, text, text, text, jsonb),
  arco.withdraw_consent(text, text, uuid, text),
  arco.export_person(uuid),
  arco.forget(text, integer)
to arco_service;

-- A person who goes takes their id out of what clients' tables say of them. The service's role adds to these tables and
-- never edits them, so sign-in's role does it, in the transaction that ends the sign-in. Of each it may see and change the
-- columns that say who, and no other.
grant execute on function
  arco.record_consent(text, text, uuid, text, text, text, jsonb),
  arco.withdraw_consent(text, text, uuid, text),
  arco.erase_person(uuid),
  arco.list_clients(),
  arco.current_client(),
  arco.enter(uuid, text, uuid, uuid)
to arco_auth;
grant select (client_id, action, subject, caller_kind, caller), update (subject, caller) on audit_log to arco_auth;
grant select (client_id, caller_kind, caller), update (caller) on product_events, imports to arco_auth;
grant select (client_id, caller), update (caller) on score_weights to arco_auth;
grant select (client_id, id, created_name, decided_kind, decided_by, decided_name), update (created_name, decided_by, decided_name) on client_actions to arco_auth;

-- What a person did, for their copy and for when they go.
create index audit_log_of_caller on audit_log (client_id, caller, id);
create index product_events_of_caller on product_events (client_id, caller, id);

-- What is too old is deleted by a job. Of the record of changes it is not: the role that adds to it deletes nothing there.
grant delete on product_events, client_metric_revisions to arco_service;
create index client_metric_revisions_by_time on client_metric_revisions (client_id, changed_at);
