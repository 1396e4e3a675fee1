-- Sums the products of a store over the days [?2, ?3) by currency, as links say. ?1 store_id, ?2 from, ?3 to text. Index: primary key.
-- The words come from the row of the greatest told, as SQLite gives bare columns beside max().
with gold as materialized (
    select mention_id, category, currency, max(told) as told, sum(lines) as lines, sum(units_high) as units_high, sum(units_low) as units_low,
           sum(revenue_high) as revenue_high, sum(revenue_low) as revenue_low
    from gold_store_mentions
    where store_id = ?1 and business_day >= ?2 and business_day < ?3
    group by mention_id, category, currency
)
select mention.product_id, gold.currency, sum(gold.lines), sum(gold.units_high), sum(gold.units_low), sum(gold.revenue_high), sum(gold.revenue_low),
       mention.product_name, mention.brand, coalesce(mention.catalog_category, nullif(gold.category, '')), max(gold.told)
from gold
cross join resolved_mentions as mention on mention.mention_id = gold.mention_id
group by mention.product_id, gold.currency
