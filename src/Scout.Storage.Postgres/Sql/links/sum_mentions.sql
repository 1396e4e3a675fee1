-- Lines and money of some mentions over the last 30 days of gold, by currency. $1 mention_id bigint[]. Index: primary key, a probe for each
-- day and mention.
select mention_id, currency, sum(lines)::bigint, sum(revenue)
from scout.gold_mentions
where business_day = any (array(select (select max(business_day) from scout.gold_mentions) - day from generate_series(0, 29) as day))
  and mention_id = any ($1)
group by mention_id, currency
order by mention_id, currency
