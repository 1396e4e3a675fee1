-- How far gold and silver of a shard are. $1 shard smallint.
select rollup.position, rollup.generation, promotion.position
from scout.rollup_shards as rollup
join scout.promotion_shards as promotion on promotion.shard = rollup.shard
where rollup.shard = $1
