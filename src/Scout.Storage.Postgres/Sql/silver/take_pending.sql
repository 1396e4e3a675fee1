-- Takes ranges off the pending list; the caller compares the count with what it asked for. $1 shard smallint, $2 first_event_id bigint[].
with taken as (
    delete from scout.bronze_pending where shard = $1 and first_event_id = any ($2) returning 1
)
select count(*) from taken
