-- Notes a store that gold has and how far its time has come; how a known one is cut stays.
-- ?1 store_id text, ?2 shard integer, ?3 time_zone text, ?4 business_day_start integer, ?5 currency text, ?6 watermark integer.
insert into gold_stores (store_id, shard, time_zone, business_day_start, currency, watermark)
values (?1, ?2, ?3, ?4, ?5, ?6)
on conflict (store_id) do update set watermark = max(watermark, excluded.watermark)
