-- A page of profiles in the order of their ids. ?1 after store_id text (empty begins at the first), ?2 rows integer.
select store_id, name, region, province, city, time_zone, currency, business_day_start, active, amount_limit, registered_at, updated_at
from stores
where store_id > ?1
order by store_id
limit ?2
