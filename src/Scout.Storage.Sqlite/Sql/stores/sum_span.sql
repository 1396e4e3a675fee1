-- Sums a store's silver in [?2, ?3) by currency. ?1 store_id text, ?2 from, ?3 to integer. Index: ix_silver_transactions_store_time.
-- Amounts are summed in two parts, above and below 10^9 units: sum() fails beyond 64 bits, and so few as 923 amounts can reach that.
-- Entries are counted by their sign and everything else is negated in a reversal's row. 32 is the bit of late_event in broken_rules.
select currency, sum(entry), sum((type = 'return') * entry), sum(item_count), sum(units_high), sum(units_low),
       sum(total_amount / 1000000000), sum(total_amount % 1000000000), sum((broken_rules & 32 <> 0) * entry)
from silver_transactions indexed by ix_silver_transactions_store_time
where store_id = ?1 and occurred_at >= ?2 and occurred_at < ?3
group by currency
