-- Counts what waits, by shard.
select shard, sum(events), min(received_at) from bronze_pending group by shard
