-- Where the answer about a store stands: silver's position, how its gold is cut, and its own currency; always one row.
-- ?1 store_id text, ?2 shard integer. Index: primary keys.
select promotion.position, coalesce(gold.time_zone, store.time_zone, 'UTC'), coalesce(gold.business_day_start, store.business_day_start, 0),
       coalesce(store.currency, gold.currency, '')
from promotion_shards as promotion
left join gold_stores as gold on gold.store_id = ?1
left join stores as store on store.store_id = ?1
where promotion.shard = ?2
