-- The days [?2, ?3) of a store. ?1 store_id, ?2 from, ?3 to text. Index: primary key.
select business_day, currency, transactions, returns, items, units_high, units_low, revenue_high, revenue_low, late, restated_at
from gold_store_days
where store_id = ?1 and business_day >= ?2 and business_day < ?3
