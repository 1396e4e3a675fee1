-- One dead letter. $1 dead_letter_id bigint.
select dead_letter_id, kind, state, event_id, store_id, transaction_id, source_system, received_at, reason, body, resolved_at, resolved_by
from scout.dead_letters
where dead_letter_id = $1
