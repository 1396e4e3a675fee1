-- One dead letter. ?1 dead_letter_id integer.
select dead_letter_id, kind, state, event_id, store_id, transaction_id, source_system, received_at, reason, body, resolved_at, resolved_by
from dead_letters
where dead_letter_id = ?1
