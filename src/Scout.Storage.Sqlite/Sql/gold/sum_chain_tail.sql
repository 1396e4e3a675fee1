-- What silver has that gold does not, by store, minute of event time and currency. Index: ix_silver_transactions_position, once for each shard.
select store_id, occurred_at - (occurred_at % 60000000 + 60000000) % 60000000 as minute, currency, sum(entry), sum((type = 'return') * entry), sum(item_count), sum(units_high), sum(units_low),
       sum(total_amount / 1000000000), sum(total_amount % 1000000000), sum((broken_rules & 32 <> 0) * entry)
from rollup_shards as rollup
cross join silver_transactions as silver indexed by ix_silver_transactions_position
    on silver.position > rollup.position and silver.position < (rollup.shard + 1) << 48
group by 1, 2, 3
