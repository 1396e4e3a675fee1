-- The position of every shard.
select shard, position from promotion_shards
