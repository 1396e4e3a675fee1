-- Reads what was stored first under an identity. ?1 store_id, ?2 transaction_id text. Index: ux_bronze_events_identity.
select event_id, received_at, content_hash from bronze_events where store_id = ?1 and transaction_id = ?2 and revision = 0
