-- Sums a store's silver at or after $2 by minute of event time and currency; the shard's position comes with it from the same snapshot.
-- $1 store_id text, $2 from timestamptz, $3 shard smallint. Index: ix_silver_transactions_store_time.
-- Always answers at least one row; without transactions its minute is null. Sums as in sum_span.sql.
select shard.position, sums.*
from scout.promotion_shards as shard
left join (
    select date_trunc('minute', occurred_at, 'UTC') as minute, currency, sum(entry), coalesce(sum(entry) filter (where type = 'return'), 0),
           sum(item_count), sum(units), sum(total_amount), coalesce(sum(entry) filter (where broken_rules & 32 <> 0), 0)
    from scout.silver_transactions
    where store_id = $1 and occurred_at >= $2
    group by 1, 2
) as sums on true
where shard.shard = $3
