-- The stores of a shard whose gold is cut otherwise than their profile says. ?1 shard integer. Index: ix_gold_stores_shard.
select gold.store_id
from gold_stores as gold
cross join stores as store on store.store_id = gold.store_id
where gold.shard = ?1
  and (gold.time_zone <> store.time_zone or gold.business_day_start <> store.business_day_start or gold.currency <> store.currency)
order by gold.store_id
limit 1000
