-- One transaction's rows of bronze, the first and then its corrections, each with its silver and its quarantine if they are there.
-- ?1 store_id, ?2 transaction_id text. Index: ux_bronze_events_identity, then primary keys.
select bronze.revision, bronze.event_id, bronze.received_at, bronze.source_system, bronze.broken_rules, bronze.body, entry.promoted_at,
       reversal.promoted_at, quarantine.state, quarantine.findings, quarantine.resolved_at
from bronze_events as bronze
left join silver_transactions as entry on entry.event_id = bronze.event_id and entry.entry = 1
left join silver_transactions as reversal on reversal.event_id = bronze.event_id and reversal.entry = -1
left join quarantine on quarantine.event_id = bronze.event_id
where bronze.store_id = ?1 and bronze.transaction_id = ?2
order by bronze.revision
