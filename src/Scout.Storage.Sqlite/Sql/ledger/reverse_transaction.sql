-- Takes an entry back: the same row, negated. ?1 event_id, ?2 position, ?3 promoted_at integer. Index: primary key.
insert into silver_transactions
    (event_id, entry, position, occurred_at, received_at, promoted_at, device_seq, item_count, broken_rules, store_id, transaction_id, type,
     currency, total_amount, net_amount, units_high, units_low, customer_id, payment_method, device_id, original_transaction_id)
select event_id, -1, ?2, occurred_at, received_at, ?3, device_seq, -item_count, broken_rules, store_id, transaction_id, type,
       currency, -total_amount, -net_amount, -units_high, -units_low, customer_id, payment_method, device_id, original_transaction_id
from silver_transactions
where event_id = ?1 and entry = 1
