-- How far gold of every shard is, how many promotions silver is ahead, and since when. Index: ix_silver_transactions_position, one row a shard.
select rollup.shard, rollup.position, promotion.position - rollup.position, oldest.promoted_at, rollup.rolled_at
from scout.rollup_shards as rollup
join scout.promotion_shards as promotion on promotion.shard = rollup.shard
left join lateral (
    select entry.promoted_at
    from scout.silver_transactions as entry
    where entry.position > rollup.position and entry.position <= promotion.position
    order by entry.position
    limit 1
) as oldest on true
order by rollup.shard
