-- What silver has that gold does not, by store, minute of event time and currency.
-- Index: ix_silver_transactions_position, once for each shard: "offset 0" keeps the planner from turning that into a read of all there is.
select store_id, date_trunc('minute', occurred_at, 'UTC') as minute, currency, sum(entry), coalesce(sum(entry) filter (where type = 'return'), 0), sum(item_count), sum(units),
       sum(total_amount), coalesce(sum(entry) filter (where broken_rules & 32 <> 0), 0)
from scout.rollup_shards as rollup
cross join lateral (
    select store_id, occurred_at, currency, entry, type, item_count, units, total_amount, broken_rules
    from scout.silver_transactions as silver
    where silver.position > rollup.position and silver.position < (rollup.shard::bigint + 1) << 48
    offset 0
) as tail
group by 1, 2, 3
