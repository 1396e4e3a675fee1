-- The position of every shard.
select shard, position from scout.promotion_shards
