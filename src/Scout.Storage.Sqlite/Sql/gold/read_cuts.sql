-- How gold of a store is cut (null: it has none) and how its profile says (null: it has none). ?1 store_id text. Index: primary keys.
select gold.time_zone, gold.business_day_start, gold.currency, store.time_zone, store.business_day_start, store.currency
from (select ?1 as store_id) as asked
left join gold_stores as gold on gold.store_id = asked.store_id
left join stores as store on store.store_id = asked.store_id
