-- A page of what the rules hold or held, newest first; what is null does not filter.
-- $1 state text, $2 store_id text, $3 broken_rules smallint (0 is any), $4 only ids below bigint, $5 rows integer.
-- One branch for each index; the parameters let one of them read. Its ends are pairs, and so is its order, because only its own index
-- can serve those: of two plain conditions the planner, which does not know the parameters, would filter along the primary key.
-- Indexes: primary key; ix_quarantine_state; ix_quarantine_store.
with page as (
    (
        select event_id
        from scout.quarantine
        where $1::text is null and $2::text is null and event_id < $4 and ($3::smallint = 0 or broken_rules & $3 <> 0)
        order by event_id desc
        limit $5
    )
    union all
    (
        select event_id
        from scout.quarantine
        where $2::text is null and (state, event_id) >= ($1, 0) and (state, event_id) < ($1, $4)
          and ($3::smallint = 0 or broken_rules & $3 <> 0)
        order by state desc, event_id desc
        limit $5
    )
    union all
    (
        select event_id
        from scout.quarantine
        where $2::text is not null and (store_id, event_id) >= ($2, 0) and (store_id, event_id) < ($2, $4)
          and ($1::text is null or state = $1) and ($3::smallint = 0 or broken_rules & $3 <> 0)
        order by store_id desc, event_id desc
        limit $5
    )
)
select held.event_id, held.store_id, held.transaction_id, held.received_at, bronze.source_system, held.broken_rules, held.findings, held.state,
       held.resolved_at, held.resolved_by, held.reason, bronze.body
from scout.quarantine as held
join scout.bronze_events as bronze on bronze.event_id = held.event_id
where held.event_id = any (array(select event_id from page))
order by held.event_id desc
