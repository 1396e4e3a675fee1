-- A page of what the rules hold or held, newest first; what is null does not filter.
-- ?1 state, ?2 store_id text, ?3 broken_rules (0 is any), ?4 only ids below, ?5 rows integer.
-- One branch for each index; the parameters let one of them read.
-- Indexes: primary key; ix_quarantine_state; ix_quarantine_store.
with page as (
    select * from (
        select event_id
        from quarantine
        where ?1 is null and ?2 is null and event_id < ?4 and (?3 = 0 or broken_rules & ?3 <> 0)
        order by event_id desc
        limit ?5
    )
    union all
    select * from (
        select event_id
        from quarantine indexed by ix_quarantine_state
        where state = ?1 and ?2 is null and event_id < ?4 and (?3 = 0 or broken_rules & ?3 <> 0)
        order by event_id desc
        limit ?5
    )
    union all
    select * from (
        select event_id
        from quarantine indexed by ix_quarantine_store
        where store_id = ?2 and (?1 is null or state = ?1) and event_id < ?4 and (?3 = 0 or broken_rules & ?3 <> 0)
        order by event_id desc
        limit ?5
    )
)
select held.event_id, held.store_id, held.transaction_id, held.received_at, bronze.source_system, held.broken_rules, held.findings, held.state,
       held.resolved_at, held.resolved_by, held.reason, bronze.body
from quarantine as held
join bronze_events as bronze on bronze.event_id = held.event_id
where held.event_id in (select event_id from page)
order by held.event_id desc
