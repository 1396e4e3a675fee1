-- How many events that cannot become silver wait for a decision, and the oldest of them. $1 rows integer.
-- Index: ix_dead_letters_open, twice: for the count, and for the first rows. Always answers at least one row.
select (select count(*) from scout.dead_letters where state = 'open' and kind = 'unpromotable'), oldest.*
from (values (1)) as always
left join (
    select coalesce(event_id, -dead_letter_id), store_id, transaction_id
    from scout.dead_letters
    where state = 'open' and kind = 'unpromotable'
    order by dead_letter_id
    limit $1
) as oldest on true
