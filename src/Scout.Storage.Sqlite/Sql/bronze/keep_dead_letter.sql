-- Keeps a body that was set aside; one that is kept already (ux_dead_letters_content) stays as it is.
-- ?1 kind, ?2 store_id, ?3 transaction_id, ?4 source_system text, ?5 received_at integer, ?6 reason text, ?7 content_hash, ?8 body blob
insert into dead_letters (kind, store_id, transaction_id, source_system, received_at, reason, content_hash, body)
values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
on conflict (store_id, transaction_id, kind, content_hash) do nothing
