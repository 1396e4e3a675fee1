-- One event that a rule held. ?1 event_id integer. Index: primary keys.
select held.event_id, held.store_id, held.transaction_id, held.received_at, bronze.source_system, held.broken_rules, held.findings, held.state,
       held.resolved_at, held.resolved_by, held.reason, bronze.body
from quarantine as held
join bronze_events as bronze on bronze.event_id = held.event_id
where held.event_id = ?1
