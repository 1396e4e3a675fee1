-- The fence: counts the promotion, or answers no row when the epoch is no longer ours. ?1 shard, ?2 epoch, ?3 promoted_at integer.
update promotion_shards set position = position + 1, promoted_at = ?3 where shard = ?1 and epoch = ?2 returning position
