-- Takes ranges off the pending list and answers how many events they held; the caller compares that with what it brings.
-- $1 shard smallint, $2 first_event_id bigint[]. Index: primary key.
with taken as (
    delete from scout.bronze_pending where shard = $1 and first_event_id = any ($2) returning events
)
select coalesce(sum(events), 0)::bigint from taken
