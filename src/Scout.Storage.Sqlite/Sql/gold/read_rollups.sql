-- How far gold of every shard is, how many promotions silver is ahead, and since when. Index: ix_silver_transactions_position, one row a shard.
select rollup.shard, rollup.position, promotion.position - rollup.position,
       (select entry.promoted_at
        from silver_transactions as entry indexed by ix_silver_transactions_position
        where entry.position > rollup.position and entry.position <= promotion.position
        order by entry.position
        limit 1),
       rollup.rolled_at
from rollup_shards as rollup
join promotion_shards as promotion on promotion.shard = rollup.shard
order by rollup.shard
