-- Lines and money of a mention over the last 30 days of gold, by currency. ?1 mention_id integer. Index: primary key, a probe for each day.
with recursive day (day, number) as (
    select (select max(business_day) from gold_mentions), 1
    union all
    select date(day, '-1 day'), number + 1 from day where number < 30
)
select gold.currency, sum(gold.lines), sum(gold.revenue_high), sum(gold.revenue_low)
from day
cross join gold_mentions as gold on gold.business_day = day.day and gold.mention_id = ?1
group by gold.currency
order by gold.currency
