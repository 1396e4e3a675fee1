-- Transactions of a store in a span of event time; a reversal takes one off. ?1 store_id text, ?2 from, ?3 to integer.
-- Index: ix_silver_transactions_store_time, which ends in the primary key and so holds the entry.
select coalesce(sum(entry), 0)
from silver_transactions indexed by ix_silver_transactions_store_time
where store_id = ?1 and occurred_at >= ?2 and occurred_at < ?3
