-- Makes the mentions of a shard on some days from those of its stores. $1 shard smallint, $2 business_day date[], $3 rolled_at timestamptz.
-- Index: ix_gold_stores_shard, then the primary key of gold_store_mentions.
insert into scout.gold_mentions (shard, business_day, mention_id, category, currency, told, lines, units, revenue, rolled_at, restated_at)
select $1, part.business_day, part.mention_id, part.category, coalesce(nullif(part.currency, ''), store.currency), max(part.told), sum(part.lines),
       sum(part.units), sum(part.revenue), $3, max(part.restated_at)
from scout.gold_stores as store
join scout.gold_store_mentions as part on part.store_id = store.store_id
where store.shard = $1 and part.business_day = any ($2)
group by 2, 3, 4, 5
