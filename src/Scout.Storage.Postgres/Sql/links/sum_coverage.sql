-- Lines and money over the days [$1, $2) by state and method of their mentions and by currency. $1 from, $2 to date. Index: primary key of
-- gold_mentions, summed by mention before links are joined.
with gold as materialized (
    select mention_id, currency, sum(lines) as lines, sum(revenue) as revenue
    from scout.gold_mentions
    where business_day >= $1 and business_day < $2
    group by mention_id, currency
)
select mention.state, mention.method, gold.currency, sum(gold.lines)::bigint, sum(gold.revenue)
from gold
join scout.mentions as mention on mention.mention_id = gold.mention_id
group by 1, 2, 3
