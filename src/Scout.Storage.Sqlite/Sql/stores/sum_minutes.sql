-- Sums a store's silver at or after ?2 by minute of event time and currency; the shard's position comes with it from the same snapshot.
-- ?1 store_id text, ?2 from, ?3 shard integer. Index: ix_silver_transactions_store_time.
-- Always answers at least one row; without transactions its minute is null. The remainder is taken twice because that of an
-- instant before 1970 is negative. Sums as in sum_span.sql.
select shard.position, sums.*
from promotion_shards as shard
left join (
    select occurred_at - (occurred_at % 60000000 + 60000000) % 60000000 as minute, currency,
           sum(entry), sum((type = 'return') * entry), sum(item_count), sum(units_high), sum(units_low),
           sum(total_amount / 1000000000), sum(total_amount % 1000000000), sum((broken_rules & 32 <> 0) * entry)
    from silver_transactions indexed by ix_silver_transactions_store_time
    where store_id = ?1 and occurred_at >= ?2
    group by 1, 2
) as sums on true
where shard.shard = ?3
