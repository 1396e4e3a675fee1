-- Sums what was written for a store after a position, as sum_minutes.sql does; what was taken back since has negative sums.
-- ?1 store_id text, ?2 after, ?3 shard integer. Index: ix_silver_transactions_position, whose range is the shard's tail; without
-- being told, SQLite takes an equality of store_id for the better choice and reads the store's whole history.
select shard.position, sums.*
from promotion_shards as shard
left join (
    select occurred_at - (occurred_at % 60000000 + 60000000) % 60000000 as minute, currency,
           sum(entry), sum((type = 'return') * entry), sum(item_count), sum(units_high), sum(units_low),
           sum(total_amount / 1000000000), sum(total_amount % 1000000000), sum((broken_rules & 32 <> 0) * entry)
    from silver_transactions indexed by ix_silver_transactions_position
    where position > ?2 and position < (?3 + 1) << 48 and store_id = ?1
    group by 1, 2
) as sums on true
where shard.shard = ?3
