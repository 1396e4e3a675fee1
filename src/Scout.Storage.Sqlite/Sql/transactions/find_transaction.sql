-- One transaction's bronze row and, if it is there, its silver. ?1 store_id, ?2 transaction_id text. Index: ux_bronze_events_identity.
select bronze.event_id, bronze.received_at, bronze.source_system, bronze.broken_rules, bronze.body, silver.promoted_at
from bronze_events as bronze
left join silver_transactions as silver on silver.event_id = bronze.event_id
where bronze.store_id = ?1 and bronze.transaction_id = ?2
