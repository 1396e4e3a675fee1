-- Keeps rollups of a shard away until commit and tells how far its gold is. $1 shard smallint.
select position from scout.rollup_shards where shard = $1 for update
