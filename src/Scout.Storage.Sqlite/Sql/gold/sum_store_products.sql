-- Sums the products of a store over the days [?2, ?3) by currency. ?1 store_id, ?2 from, ?3 to text. Index: primary key.
-- The words come from the row of the greatest told, as SQLite gives bare columns beside max().
select product_id, currency, sum(lines), sum(units_high), sum(units_low), sum(revenue_high), sum(revenue_low),
       product_name, brand, category, max(told)
from gold_store_products
where store_id = ?1 and business_day >= ?2 and business_day < ?3
group by product_id, currency
