-- Makes the mentions of a shard on a day from those of its stores. ?1 shard integer, ?2 business_day text, ?3 rolled_at integer.
-- Index: ix_gold_stores_shard, then the primary key of gold_store_mentions.
insert into gold_mentions
    (shard, business_day, mention_id, category, currency, told, lines, units_high, units_low, revenue_high, revenue_low, rolled_at, restated_at)
select ?1, part.business_day, part.mention_id, part.category, coalesce(nullif(part.currency, ''), store.currency), max(part.told), sum(part.lines),
       sum(part.units_high), sum(part.units_low), sum(part.revenue_high), sum(part.revenue_low), ?3, max(part.restated_at)
from gold_stores as store
cross join gold_store_mentions as part on part.store_id = store.store_id
where store.shard = ?1 and part.business_day = ?2
group by 2, 3, 4, 5
