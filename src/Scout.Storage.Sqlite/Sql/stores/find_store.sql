-- One profile. ?1 store_id text.
select store_id, name, region, province, city, time_zone, currency, business_day_start, active, amount_limit, registered_at, updated_at
from stores
where store_id = ?1
