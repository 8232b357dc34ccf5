-- What was expected of a period, as it looked on a morning: kept as it was, and held against what came once it is over.
-- Days known and to come are of the client's own zone; numbers are in the metric's unit.
create table predictions (
  client_id uuid not null references clients (id) on delete cascade,
  id uuid not null default arco.uuid_v7(),
  metric text not null,
  kind text not null default 'month_end' check (kind = 'month_end'),
  from_on date not null,
  to_on date not null,
  -- The first day that was not known.
  as_of date not null,
  model text not null,
  low numeric not null,
  expected numeric not null,
  high numeric not null,
  -- From as_of to the end: each day by itself, and the period until then.
  days jsonb not null,
  mase numeric,
  -- Later than as_of for one that was made from the days before it alone, but afterwards.
  made_at timestamptz not null,
  actual numeric,
  scored_at timestamptz,
  primary key (client_id, id),
  unique (client_id, metric, from_on, to_on, as_of),
  check (from_on <= as_of and as_of <= to_on),
  check (low <= expected and expected <= high),
  check ((actual is null) = (scored_at is null))
);
create index predictions_to_score on predictions (client_id, to_on) where scored_at is null;
call arco.isolate_by_client('predictions');

-- The end of a period that is shown wherever it is spoken of: as it was expected this morning or, before that is known,
-- yesterday. As of other days nothing is answered.
create function arco.predicted_ends(client uuid, today date)
returns table (metric text, from_on date, to_on date, low numeric, expected numeric, high numeric)
stable language sql
set search_path = pg_catalog, public, pg_temp
as $$
  select distinct on (prediction.metric, prediction.from_on, prediction.to_on)
    prediction.metric, prediction.from_on, prediction.to_on, prediction.low, prediction.expected, prediction.high
  from predictions prediction
  where prediction.client_id = client and prediction.as_of between today - 1 and today and prediction.to_on >= today
  order by prediction.metric, prediction.from_on, prediction.to_on, prediction.as_of desc
$$;
revoke all on function arco.predicted_ends(uuid, date) from public;
grant execute on function arco.predicted_ends(uuid, date) to arco_service;
