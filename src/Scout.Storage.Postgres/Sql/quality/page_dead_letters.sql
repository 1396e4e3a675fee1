-- A page of dead letters, newest first; what is null does not filter.
-- $1 state text, $2 kind text, $3 store_id text, $4 only ids below bigint, $5 rows integer.
-- One branch for each index that can serve: whichever the parameters do not name is ruled out before it reads a row. Open letters:
-- ix_dead_letters_open; others: the primary key; those of a store: ux_dead_letters_content.
with page as (
    (
        select dead_letter_id
        from scout.dead_letters
        where $1::text = 'open' and $3::text is null and state = 'open' and dead_letter_id < $4 and ($2::text is null or kind = $2)
        order by dead_letter_id desc
        limit $5
    )
    union all
    (
        select dead_letter_id
        from scout.dead_letters
        where $1::text is distinct from 'open' and $3::text is null and dead_letter_id < $4
          and ($1::text is null or state = $1) and ($2::text is null or kind = $2)
        order by dead_letter_id desc
        limit $5
    )
    union all
    (
        select dead_letter_id
        from scout.dead_letters
        where store_id = $3 and dead_letter_id < $4 and ($1::text is null or state = $1) and ($2::text is null or kind = $2)
        order by dead_letter_id desc
        limit $5
    )
)
select dead_letter_id, kind, state, event_id, store_id, transaction_id, source_system, received_at, reason, body, resolved_at, resolved_by
from page
join scout.dead_letters using (dead_letter_id)
order by dead_letter_id desc
