-- Tells rollups that were prepared before that they are too late. $1 shard smallint.
update scout.rollup_shards set generation = generation + 1 where shard = $1
