-- How far a shard was looked at. ?1 shard, ?2 position integer.
update quality_check_positions set position = ?2 where shard = ?1
