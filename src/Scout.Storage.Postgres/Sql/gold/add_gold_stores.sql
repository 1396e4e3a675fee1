-- Notes the stores that gold has and how far their time has come; how a known one is cut stays.
-- $1 store_id text[], $2 shard smallint, $3 time_zone text[], $4 business_day_start time[], $5 currency text[], $6 watermark timestamptz[].
insert into scout.gold_stores as gold (store_id, shard, time_zone, business_day_start, currency, watermark)
select store_id, $2, time_zone, business_day_start, currency, watermark
from unnest($1::text[], $3::text[], $4::time[], $5::text[], $6::timestamptz[]) as added (store_id, time_zone, business_day_start, currency, watermark)
on conflict (store_id) do update set watermark = greatest(gold.watermark, excluded.watermark)
