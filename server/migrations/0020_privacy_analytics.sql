-- A person who goes takes their id out of these as well: sign-in's role may see and change who it was, and no other column.
grant select (client_id, caller), update (caller) on annotations to arco_auth;
grant select (client_id, given_by, revoked_by), update (given_by, revoked_by) on benchmark_consents to arco_auth;

-- As before, but never what the setting keeps or what is younger than three days, whatever the caller asks for: the days
-- of every client go with a partition.
create or replace function arco.drop_days(since timestamptz) returns setof date
security definer language plpgsql
set search_path = pg_catalog, public, pg_temp
as $$
declare
  setting jsonb := (select value -> 'realtime_events' from settings where name = 'retention');
  before timestamptz;
  old date;
  partition text;
  newest timestamptz;
begin
  if setting = 'null' then
    return;
  end if;
  before := least(since, now() - make_interval(days => greatest(3, setting::text::integer)));
  for old in select day from event_days where dropped_at is null and day < (before at time zone 'UTC')::date order by day loop
    partition := 'realtime_events_' || to_char(old, 'YYYYMMDD');
    execute format('alter table public.%I no force row level security', partition);
    execute format('select max(received_at) from public.%I', partition) into newest;
    if newest is null or newest < before then
      execute format('drop table public.%I', partition);
      update event_days set dropped_at = now() where day = old;
      return next old;
    else
      execute format('alter table public.%I force row level security', partition);
    end if;
  end loop;
end
$$;
