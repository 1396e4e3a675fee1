-- Notes how gold of a store is cut now and how far its time has come.
-- ?1 store_id text, ?2 shard integer, ?3 time_zone text, ?4 business_day_start integer, ?5 currency text, ?6 watermark integer.
insert into gold_stores (store_id, shard, time_zone, business_day_start, currency, watermark)
values (?1, ?2, ?3, ?4, ?5, ?6)
on conflict (store_id) do update
set time_zone = excluded.time_zone, business_day_start = excluded.business_day_start, currency = excluded.currency,
    watermark = max(watermark, excluded.watermark)
