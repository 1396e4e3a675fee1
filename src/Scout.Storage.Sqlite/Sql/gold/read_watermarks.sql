-- How far the time of each store has come, silver beyond gold included. Index: ix_silver_transactions_position, once for each shard.
select store_id, max(watermark)
from (
    select store_id, watermark from gold_stores
    union all
    select silver.store_id, min(silver.occurred_at, silver.received_at)
    from rollup_shards as rollup
    cross join silver_transactions as silver indexed by ix_silver_transactions_position
        on silver.position > rollup.position and silver.position < (rollup.shard + 1) << 48
)
group by store_id
