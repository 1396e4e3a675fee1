-- Registers a store unless it is known. Parameters as in save_store.sql.
insert into stores
    (store_id, name, region, province, city, time_zone, currency, business_day_start, active, amount_limit, registered_at, updated_at)
values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
on conflict (store_id) do nothing
