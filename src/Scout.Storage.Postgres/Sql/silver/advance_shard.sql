-- The fence: locks the shard until commit and counts the promotion, or answers no row when the epoch is no longer ours.
-- $1 shard smallint, $2 epoch bigint
update scout.promotion_shards set position = position + 1, promoted_at = now() where shard = $1 and epoch = $2 returning position, promoted_at
