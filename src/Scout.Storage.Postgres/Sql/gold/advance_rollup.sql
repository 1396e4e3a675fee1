-- Moves gold of a shard on, or answers no row when somebody else did or a rebuild came between; locks the row until commit.
-- $1 shard smallint, $2 from, $3 to bigint, $4 rolled_at timestamptz, $5 generation bigint.
update scout.rollup_shards set position = $3, rolled_at = $4 where shard = $1 and position = $2 and generation = $5 returning position
