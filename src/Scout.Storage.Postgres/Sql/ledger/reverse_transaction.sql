-- Takes an entry back: the same row, negated. $1 event_id bigint, $2 position bigint, $3 promoted_at timestamptz. Index: primary key.
insert into scout.silver_transactions
    (event_id, entry, position, occurred_at, received_at, promoted_at, device_seq, item_count, broken_rules, store_id, transaction_id, type,
     currency, total_amount, net_amount, units, customer_id, payment_method, device_id, original_transaction_id)
select event_id, -1, $2, occurred_at, received_at, $3, device_seq, -item_count, broken_rules, store_id, transaction_id, type,
       currency, -total_amount, -net_amount, -units, customer_id, payment_method, device_id, original_transaction_id
from scout.silver_transactions
where event_id = $1 and entry = 1
