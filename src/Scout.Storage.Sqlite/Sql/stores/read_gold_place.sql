-- How far silver and gold of a store's shard are, and how gold of the store is cut (null: it has none); always one row.
-- ?1 store_id text, ?2 shard integer. Index: primary keys.
select promotion.position, rollup.position, gold.time_zone, gold.business_day_start, gold.currency
from promotion_shards as promotion
join rollup_shards as rollup on rollup.shard = promotion.shard
left join gold_stores as gold on gold.store_id = ?1
where promotion.shard = ?2
