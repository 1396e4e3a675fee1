-- Keeps a failure of a run. ?1 check_name text, ?2 event_id, ?3 explained integer, ?4 store_id, ?5 transaction_id, ?6 value,
-- ?7 limit, ?8 note text.
insert into quality_check_failures (check_name, event_id, explained, store_id, transaction_id, value, limit_value, note)
values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
