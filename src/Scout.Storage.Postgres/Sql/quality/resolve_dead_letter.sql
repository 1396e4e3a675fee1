-- Decides on a letter that is still open, and notes who did; anything else changes nothing.
-- $1 dead_letter_id bigint, $2 state text, $3 resolved_at timestamptz, $4 resolved_by text, $5 action text, $6 reason text
with resolved as (
    update scout.dead_letters
    set state = $2, resolved_at = $3, resolved_by = $4
    where dead_letter_id = $1 and state = 'open'
    returning store_id, transaction_id, event_id
)
insert into scout.audit_log (acted_at, actor, action, store_id, transaction_id, event_id, reason)
select $3, $4, $5, store_id, transaction_id, event_id, $6
from resolved
