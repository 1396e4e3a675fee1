-- How gold of each store that has silver beyond it is cut, the store's own currency, and the one in which the chain's tables count for it.
-- Index: as sum_chain_tail.sql.
select seen.store_id, coalesce(gold.time_zone, store.time_zone, 'UTC'), coalesce(gold.business_day_start, store.business_day_start, '00:00'),
       coalesce(store.currency, gold.currency, ''), coalesce(gold.currency, store.currency, '')
from (
    select distinct tail.store_id
    from scout.rollup_shards as rollup
    cross join lateral (
        select silver.store_id
        from scout.silver_transactions as silver
        where silver.position > rollup.position and silver.position < (rollup.shard::bigint + 1) << 48
        offset 0
    ) as tail
) as seen
left join scout.gold_stores as gold on gold.store_id = seen.store_id
left join scout.stores as store on store.store_id = seen.store_id
