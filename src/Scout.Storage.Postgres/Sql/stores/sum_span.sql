-- Sums a store's silver in [$2, $3) by currency. $1 store_id text. Index: ix_silver_transactions_store_time.
-- 32 is the bit of late_event in broken_rules.
select currency, count(*), count(*) filter (where type = 'return'), sum(item_count), sum(units), sum(total_amount),
       count(*) filter (where broken_rules & 32 <> 0)
from scout.silver_transactions
where store_id = $1 and occurred_at >= $2 and occurred_at < $3
group by currency
