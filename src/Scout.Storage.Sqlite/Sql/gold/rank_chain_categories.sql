-- Sums the categories of the chain over the days [?1, ?2) by currency, as links say. ?1 from, ?2 to text. Index: primary key.
with gold as materialized (
    select mention_id, category, currency, max(told) as told, sum(lines) as lines, sum(units_high) as units_high, sum(units_low) as units_low,
           sum(revenue_high) as revenue_high, sum(revenue_low) as revenue_low
    from gold_mentions
    where business_day >= ?1 and business_day < ?2
    group by mention_id, category, currency
)
select coalesce(mention.catalog_category, gold.category), gold.currency, sum(gold.lines), sum(gold.units_high), sum(gold.units_low), sum(gold.revenue_high), sum(gold.revenue_low)
from gold
cross join resolved_mentions as mention on mention.mention_id = gold.mention_id
group by 1, 2
