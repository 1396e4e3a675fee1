-- Raises a shard's epoch: promotions under an older one fail from now on. ?1 shard integer.
update promotion_shards set epoch = epoch + 1 where shard = ?1 returning epoch
