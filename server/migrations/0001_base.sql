create schema arco;
grant usage on schema arco to arco_service;

create extension if not exists btree_gist;

-- Time-ordered ids (RFC 9562, version 7) on PostgreSQL 15 to 18; the built-in uuidv7() came with 18.
create function arco.uuid_v7() returns uuid language sql volatile parallel safe
set search_path = pg_catalog
as $$
  select encode(
    set_bit(
      set_bit(
        overlay(
          uuid_send(gen_random_uuid())
          placing substring(int8send(floor(extract(epoch from clock_timestamp()) * 1000)::bigint) from 3)
          from 1 for 6
        ),
        52, 1
      ),
      53, 1
    ),
    'hex'
  )::uuid
$$;

-- Null outside a transaction that has entered a client, so that no policy is ever satisfied there.
-- No fixed search_path: with one it could not be inlined into the policy, and every row would call it.
create function arco.current_client() returns uuid stable parallel safe language sql as $$
  select nullif(current_setting('arco.client_id', true), '')::uuid
$$;

-- Every table of a client goes through here, so none is left without its policy.
-- The policy has no subquery and names no other table: both are refused on sharded tables.
create procedure arco.isolate_by_client(target regclass, privileges text default 'select, insert, update, delete')
language plpgsql
as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format(
    'create policy client_isolation on %s using (client_id = arco.current_client()) with check (client_id = arco.current_client())',
    target
  );
  execute format('grant %s on %s to arco_service', privileges, target);
end
$$;

revoke all on all routines in schema arco from public;
grant execute on function arco.uuid_v7(), arco.current_client() to arco_service;

-- What this installation is, such as the mark of a demo database.
create table settings (
  name text primary key,
  value jsonb not null
);
grant select on settings to arco_service;
