-- When any shard was last promoted.
select max(promoted_at) from scout.promotion_shards
