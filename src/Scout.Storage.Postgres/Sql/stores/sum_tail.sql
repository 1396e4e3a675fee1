-- Sums what was written in a shard after a position, by promotion, store, minute and currency; what was taken back has negative sums.
-- $1 after bigint, $2 shard smallint. Index: ix_silver_transactions_position, whose range is the shard's tail.
select shard.position, sums.*
from scout.promotion_shards as shard
left join (
    select position, store_id, date_trunc('minute', occurred_at, 'UTC') as minute, currency, max(least(occurred_at, received_at)),
           sum(entry), coalesce(sum(entry) filter (where type = 'return'), 0), sum(item_count), sum(units), sum(total_amount),
           coalesce(sum(entry) filter (where broken_rules & 32 <> 0), 0)
    from scout.silver_transactions
    where position > $1 and position < ($2::bigint + 1) << 48
    group by 1, 2, 3, 4
) as sums on true
where shard.shard = $2
order by sums.position
