-- Takes rows in PostgreSQL's binary form (PostgresSilverStore writes them).
copy scout.silver_transactions
    (event_id, position, occurred_at, received_at, promoted_at, device_seq, item_count, broken_rules, store_id, transaction_id, type,
     currency, total_amount, net_amount, units, customer_id, payment_method, device_id, original_transaction_id)
from stdin (format binary)
