-- The hours of a store that begin in [?2, ?3). ?1 store_id text, ?2 from, ?3 to integer. Index: primary key.
select hour_start, currency, transactions, returns, items, units_high, units_low, revenue_high, revenue_low, late, restated_at
from gold_store_hours
where store_id = ?1 and hour_start >= ?2 and hour_start < ?3
