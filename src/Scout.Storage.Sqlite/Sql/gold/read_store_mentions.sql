-- The mentions of a store on the days [?2, ?3), for a rebuild to compare. ?1 store_id, ?2 from, ?3 to text. Index: primary key.
select business_day, mention_id, category, currency, lines, units_high, units_low, revenue_high, revenue_low, told, restated_at
from gold_store_mentions
where store_id = ?1 and business_day >= ?2 and business_day < ?3
