-- A page of one store's entries in the order of event time; of one event the entry comes before its reversal.
-- ?1 store_id text, ?2 from, ?3 to, ?4 after, ?5 after event_id, ?6 after entry, ?7 rows. Index: ix_silver_transactions_store_time.
select event_id, entry, transaction_id, occurred_at, received_at, promoted_at, type, currency, total_amount, net_amount, broken_rules,
       customer_id, payment_method, device_id, device_seq, original_transaction_id
from silver_transactions indexed by ix_silver_transactions_store_time
where store_id = ?1 and occurred_at >= max(?2, ?4) and occurred_at < ?3 and (occurred_at, event_id, -entry) > (?4, ?5, -?6)
order by occurred_at, event_id, entry desc
limit ?7
