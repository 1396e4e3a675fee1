-- How far gold and silver of a shard are. ?1 shard integer.
select rollup.position, rollup.generation, promotion.position
from rollup_shards as rollup
join promotion_shards as promotion on promotion.shard = rollup.shard
where rollup.shard = ?1
