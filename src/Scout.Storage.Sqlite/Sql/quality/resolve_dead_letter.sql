-- Decides on a letter that is still open, and answers whose it is; no row when it is decided or not there.
-- ?1 dead_letter_id integer, ?2 state text, ?3 resolved_at integer, ?4 resolved_by text
update dead_letters
set state = ?2, resolved_at = ?3, resolved_by = ?4
where dead_letter_id = ?1 and state = 'open'
returning store_id, transaction_id, event_id
