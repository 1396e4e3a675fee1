-- Keeps the failures of a run. $1 check names text[], $2 event ids bigint[], $3 explained boolean[], $4 store ids, $5 transaction ids text[],
-- $6 values, $7 limits numeric[], $8 notes text[].
insert into scout.quality_check_failures (check_name, event_id, explained, store_id, transaction_id, value, limit_value, note)
select * from unnest($1::text[], $2::bigint[], $3::boolean[], $4::text[], $5::text[], $6::numeric[], $7::numeric[], $8::text[])
