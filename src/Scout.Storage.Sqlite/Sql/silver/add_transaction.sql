-- Adds a transaction to silver. Parameters in the order of the columns; SilverRows binds them.
insert into silver_transactions
    (event_id, position, occurred_at, received_at, promoted_at, device_seq, item_count, broken_rules, store_id, transaction_id, type,
     currency, total_amount, net_amount, units_high, units_low, customer_id, payment_method, device_id, original_transaction_id)
values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)
