-- Sums the categories of the chain over the days [?1, ?2) by currency. ?1 from, ?2 to text. Index: primary key.
select category, currency, sum(lines), sum(units_high), sum(units_low), sum(revenue_high), sum(revenue_low)
from gold_categories
where business_day >= ?1 and business_day < ?2
group by category, currency
