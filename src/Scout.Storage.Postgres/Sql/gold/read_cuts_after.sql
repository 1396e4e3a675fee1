-- How gold of the stores that have silver after $1 and up to $2 is cut; of a new one as its profile says.
-- $1 after, $2 last bigint. Index: ix_silver_transactions_position.
select seen.store_id, coalesce(gold.time_zone, store.time_zone, 'UTC'), coalesce(gold.business_day_start, store.business_day_start, '00:00'),
       coalesce(gold.currency, store.currency, '')
from (select distinct store_id from scout.silver_transactions where position > $1 and position <= $2) as seen
left join scout.gold_stores as gold on gold.store_id = seen.store_id
left join scout.stores as store on store.store_id = seen.store_id
