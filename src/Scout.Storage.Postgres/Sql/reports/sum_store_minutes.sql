-- Sums a short span of every store, or of one, by minute of event time and currency.
-- $1 store_id text (null is every store), $2 from timestamptz, $3 to timestamptz. Index: ix_silver_transactions_store_time, one range for each
-- store, so the cost is that of the rows in the span. Sums as in sum_span.sql.
select stores.store_id, minutes.*
from scout.stores as stores
cross join lateral (
    select date_trunc('minute', occurred_at, 'UTC') as minute, currency, sum(entry), coalesce(sum(entry) filter (where type = 'return'), 0),
           sum(item_count), sum(units), sum(total_amount), coalesce(sum(entry) filter (where broken_rules & 32 <> 0), 0)
    from scout.silver_transactions
    where store_id = stores.store_id and occurred_at >= $2 and occurred_at < $3
    group by 1, 2
) as minutes
where $1::text is null or stores.store_id = $1
