-- A page of dead letters, newest first; what is null does not filter.
-- $1 state text, $2 kind text, $3 store_id text, $4 only ids below bigint, $5 rows integer.
-- One branch for each index, as in page_quarantine.sql. A store's letters are few, so all of them are read and sorted: materialized, or
-- the planner would look for them along the primary key.
-- Indexes: primary key; ix_dead_letters_state; ux_dead_letters_content.
with of_store as materialized (
    select dead_letter_id
    from scout.dead_letters
    where store_id = $3 and ($1::text is null or state = $1) and ($2::text is null or kind = $2)
),
page as (
    (
        select dead_letter_id
        from scout.dead_letters
        where $1::text is null and $3::text is null and dead_letter_id < $4 and ($2::text is null or kind = $2)
        order by dead_letter_id desc
        limit $5
    )
    union all
    (
        select dead_letter_id
        from scout.dead_letters
        where $3::text is null and (state, dead_letter_id) >= ($1, 0) and (state, dead_letter_id) < ($1, $4) and ($2::text is null or kind = $2)
        order by state desc, dead_letter_id desc
        limit $5
    )
    union all
    (
        select dead_letter_id from of_store where dead_letter_id < $4 order by dead_letter_id desc limit $5
    )
)
select dead_letter_id, kind, state, event_id, store_id, transaction_id, source_system, received_at, reason, body, resolved_at, resolved_by
from scout.dead_letters
where dead_letter_id = any (array(select dead_letter_id from page))
order by dead_letter_id desc
