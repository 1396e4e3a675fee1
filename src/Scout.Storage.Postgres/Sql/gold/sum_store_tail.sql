-- What silver has of a store that its gold does not, by minute of event time and currency (null: its own).
-- $1 store_id text, $2 shard smallint. Index: ix_silver_transactions_position, whose range is the shard's tail.
select date_trunc('minute', occurred_at, 'UTC') as minute, currency, sum(entry), coalesce(sum(entry) filter (where type = 'return'), 0), sum(item_count), sum(units),
       sum(total_amount), coalesce(sum(entry) filter (where broken_rules & 32 <> 0), 0)
from scout.silver_transactions
where position > (select position from scout.rollup_shards where shard = $2) and position < ($2::bigint + 1) << 48 and store_id = $1
group by 1, 2
