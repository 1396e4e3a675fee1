-- Sums the products of the chain over the days [?1, ?2) by currency. ?1 from, ?2 to text. Index: primary key.
-- The words come from the row of the greatest told, as SQLite gives bare columns beside max().
select product_id, currency, sum(lines), sum(units_high), sum(units_low), sum(revenue_high), sum(revenue_low),
       product_name, brand, category, max(told)
from gold_products
where business_day >= ?1 and business_day < ?2
group by product_id, currency
