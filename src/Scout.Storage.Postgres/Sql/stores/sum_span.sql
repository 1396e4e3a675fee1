-- Sums a store's silver in [$2, $3) by currency. $1 store_id text. Index: ix_silver_transactions_store_time.
-- Entries are counted by their sign and everything else is negated in a reversal's row. 32 is the bit of late_event in broken_rules.
select currency, sum(entry), coalesce(sum(entry) filter (where type = 'return'), 0), sum(item_count), sum(units), sum(total_amount),
       coalesce(sum(entry) filter (where broken_rules & 32 <> 0), 0)
from scout.silver_transactions
where store_id = $1 and occurred_at >= $2 and occurred_at < $3
group by currency
