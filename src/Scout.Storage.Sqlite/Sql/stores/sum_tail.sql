-- Sums what was written in a shard after a position, by promotion, store, minute and currency; what was taken back has negative sums.
-- ?1 after, ?2 shard integer. Index: ix_silver_transactions_position, whose range is the shard's tail.
select shard.position, sums.*
from promotion_shards as shard
left join (
    select position, store_id, occurred_at - (occurred_at % 60000000 + 60000000) % 60000000 as minute, currency, max(min(occurred_at, received_at)),
           sum(entry), sum((type = 'return') * entry), sum(item_count), sum(units_high), sum(units_low),
           sum(total_amount / 1000000000), sum(total_amount % 1000000000), sum((broken_rules & 32 <> 0) * entry)
    from silver_transactions indexed by ix_silver_transactions_position
    where position > ?1 and position < (?2 + 1) << 48
    group by 1, 2, 3, 4
) as sums on true
where shard.shard = ?2
order by sums.position
