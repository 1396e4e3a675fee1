-- What a decision about a transaction is made on: each of its contents, its entries in silver, the reason of the correction that made it,
-- and its quarantine. $1 store_id text, $2 transaction_id text.
-- Index: ux_bronze_events_identity, then primary keys and ix_audit_log_transaction.
select bronze.event_id, bronze.content_hash, bronze.received_at, audit.reason, entry.event_id is not null, reversal.promoted_at,
       quarantine.state, quarantine.resolved_at
from scout.bronze_events as bronze
left join scout.silver_transactions as entry on entry.event_id = bronze.event_id and entry.entry = 1
left join scout.silver_transactions as reversal on reversal.event_id = bronze.event_id and reversal.entry = -1
left join scout.quarantine as quarantine on quarantine.event_id = bronze.event_id
left join scout.audit_log as audit
    on audit.store_id = $1 and audit.transaction_id = $2 and audit.event_id = bronze.event_id and audit.action = 'correct'
where bronze.store_id = $1 and bronze.transaction_id = $2
order by bronze.revision
