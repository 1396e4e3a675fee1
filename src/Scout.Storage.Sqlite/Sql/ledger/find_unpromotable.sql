-- Where the letter of a transaction that could not be promoted stands. ?1 store_id, ?2 transaction_id text. Index: ux_dead_letters_content.
select state, resolved_at from dead_letters where store_id = ?1 and transaction_id = ?2 and kind = 'unpromotable'
