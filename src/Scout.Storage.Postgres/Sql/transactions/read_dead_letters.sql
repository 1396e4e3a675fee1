-- Bodies set aside under an identity, the one that decides its state first, then oldest first. $1 store_id text, $2 transaction_id text, $3 rows integer.
-- Index: ux_dead_letters_content.
select dead_letter_id, kind, state, event_id, store_id, transaction_id, source_system, received_at, reason, body, resolved_at, resolved_by
from scout.dead_letters
where store_id = $1 and transaction_id = $2
order by kind <> 'unpromotable', dead_letter_id
limit $3
