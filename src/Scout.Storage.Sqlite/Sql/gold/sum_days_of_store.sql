-- Sums the days [?2, ?3) of a store by currency. ?1 store_id, ?2 from, ?3 to text. Index: primary keys.
select coalesce(nullif(day.currency, ''), store.currency, ''), sum(transactions), sum(returns), sum(items), sum(units_high), sum(units_low),
       sum(revenue_high), sum(revenue_low), sum(late), max(restated_at)
from gold_store_days as day
left join stores as store on store.store_id = day.store_id
where day.store_id = ?1 and day.business_day >= ?2 and day.business_day < ?3
group by 1
