-- Creates or replaces a profile; the instant of the first registration stays.
-- ?1 store_id, ?2 name, ?3 region, ?4 province, ?5 city, ?6 time_zone, ?7 currency text, ?8 business_day_start, ?9 active,
-- ?10 amount_limit, ?11 registered_at, ?12 updated_at integer
insert into stores
    (store_id, name, region, province, city, time_zone, currency, business_day_start, active, amount_limit, registered_at, updated_at)
values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
on conflict (store_id) do update set
    name = excluded.name, region = excluded.region, province = excluded.province, city = excluded.city,
    time_zone = excluded.time_zone, currency = excluded.currency, business_day_start = excluded.business_day_start,
    active = excluded.active, amount_limit = excluded.amount_limit, updated_at = excluded.updated_at
returning store_id, name, region, province, city, time_zone, currency, business_day_start, active, amount_limit, registered_at, updated_at
