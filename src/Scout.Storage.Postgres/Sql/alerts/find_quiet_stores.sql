-- Of some stores, those that sold before and of which nothing came since $2 that happened since then (a clock that is ahead must not
-- hide that its till fell silent), with the first event time they have. $1 store ids text[], $2 since timestamptz.
-- Index: ix_silver_transactions_store_time, one entry at either end of each store.
select asked.store_id, first.occurred_at
from unnest($1::text[]) as asked (store_id)
cross join lateral (
    select occurred_at from scout.silver_transactions as t where t.store_id = asked.store_id order by occurred_at limit 1
) as first
where not exists (select from scout.silver_transactions as t where t.store_id = asked.store_id and t.occurred_at >= $2 and t.received_at >= $2)
