-- How far the time of each store has come, silver beyond gold included. Index: as sum_chain_tail.sql.
select store_id, max(watermark)
from (
    select store_id, watermark from scout.gold_stores
    union all
    select tail.store_id, least(tail.occurred_at, tail.received_at)
    from scout.rollup_shards as rollup
    cross join lateral (
        select store_id, occurred_at, received_at
        from scout.silver_transactions as silver
        where silver.position > rollup.position and silver.position < (rollup.shard::bigint + 1) << 48
        offset 0
    ) as tail
) as reached
group by store_id
