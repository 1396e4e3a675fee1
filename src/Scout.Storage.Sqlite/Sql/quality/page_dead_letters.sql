-- A page of dead letters, newest first; what is null does not filter.
-- ?1 state, ?2 kind, ?3 store_id text, ?4 only ids below, ?5 rows integer.
-- One branch for each index; the parameters let one of them read.
-- Indexes: primary key; ix_dead_letters_state; ux_dead_letters_content (a store's letters are few, so all of them are read and sorted).
with page as (
    select * from (
        select dead_letter_id
        from dead_letters
        where ?1 is null and ?3 is null and dead_letter_id < ?4 and (?2 is null or kind = ?2)
        order by dead_letter_id desc
        limit ?5
    )
    union all
    select * from (
        select dead_letter_id
        from dead_letters indexed by ix_dead_letters_state
        where state = ?1 and ?3 is null and dead_letter_id < ?4 and (?2 is null or kind = ?2)
        order by dead_letter_id desc
        limit ?5
    )
    union all
    select * from (
        select dead_letter_id
        from dead_letters
        where store_id = ?3 and dead_letter_id < ?4 and (?1 is null or state = ?1) and (?2 is null or kind = ?2)
        order by dead_letter_id desc
        limit ?5
    )
)
select dead_letter_id, kind, state, event_id, store_id, transaction_id, source_system, received_at, reason, body, resolved_at, resolved_by
from dead_letters
where dead_letter_id in (select dead_letter_id from page)
order by dead_letter_id desc
