-- Decides on the letter of a transaction that could not be promoted.
-- ?1 store_id, ?2 transaction_id, ?3 state text, ?4 resolved_at integer, ?5 resolved_by text. Index: ux_dead_letters_content.
update dead_letters
set state = ?3, resolved_at = ?4, resolved_by = ?5
where store_id = ?1 and transaction_id = ?2 and kind = 'unpromotable'
