-- Bodies set aside under an identity, oldest first. ?1 store_id, ?2 transaction_id text, ?3 rows integer. Index: ux_dead_letters_content.
select dead_letter_id, kind, reason, received_at, source_system, body
from dead_letters
where store_id = ?1 and transaction_id = ?2
order by dead_letter_id
limit ?3
