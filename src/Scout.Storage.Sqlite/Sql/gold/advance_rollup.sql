-- Moves gold of a shard on, or changes no row when somebody else did or a rebuild came between.
-- ?1 shard, ?2 from, ?3 to, ?4 rolled_at, ?5 generation integer.
update rollup_shards set position = ?3, rolled_at = ?4 where shard = ?1 and position = ?2 and generation = ?5
