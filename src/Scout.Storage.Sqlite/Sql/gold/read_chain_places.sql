-- How gold of each store that has silver beyond it is cut, the store's own currency, and the one in which the chain's tables count for it.
-- Index: ix_silver_transactions_position, once for each shard.
select seen.store_id, coalesce(gold.time_zone, store.time_zone, 'UTC'), coalesce(gold.business_day_start, store.business_day_start, 0),
       coalesce(store.currency, gold.currency, ''), coalesce(gold.currency, store.currency, '')
from (
    select distinct silver.store_id
    from rollup_shards as rollup
    cross join silver_transactions as silver indexed by ix_silver_transactions_position
        on silver.position > rollup.position and silver.position < (rollup.shard + 1) << 48
) as seen
left join gold_stores as gold on gold.store_id = seen.store_id
left join stores as store on store.store_id = seen.store_id
