-- When any shard was last promoted.
select max(promoted_at) from promotion_shards
