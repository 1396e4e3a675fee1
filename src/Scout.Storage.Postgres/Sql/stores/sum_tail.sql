-- Sums what was written for a store after a position, as sum_minutes.sql does; what was taken back since has negative sums.
-- $1 store_id text, $2 after bigint, $3 shard smallint. Index: ix_silver_transactions_position, whose range is the shard's tail.
select shard.position, sums.*
from scout.promotion_shards as shard
left join (
    select date_trunc('minute', occurred_at, 'UTC') as minute, currency, sum(entry), coalesce(sum(entry) filter (where type = 'return'), 0),
           sum(item_count), sum(units), sum(total_amount), coalesce(sum(entry) filter (where broken_rules & 32 <> 0), 0)
    from scout.silver_transactions
    where position > $2 and position < ($3::bigint + 1) << 48 and store_id = $1
    group by 1, 2
) as sums on true
where shard.shard = $3
