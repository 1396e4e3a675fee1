-- What a rule holds of a store, or held until it was decided that it never counts; newest first.
-- ?1 store_id text, ?2 before, ?3 before event_id, ?4 rows. Index: ix_quarantine_store, read backward.
select held.event_id, held.transaction_id, held.received_at, held.broken_rules, held.state, bronze.body
from quarantine as held
join bronze_events as bronze on bronze.event_id = held.event_id
where held.store_id = ?1 and held.state in ('open', 'discarded', 'voided') and (held.received_at, held.event_id) < (?2, ?3)
    and not exists (select 1 from silver_transactions as entry where entry.event_id = held.event_id)
order by held.event_id desc
limit ?4
