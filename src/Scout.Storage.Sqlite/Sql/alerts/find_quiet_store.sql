-- The first event time of a store that sold before and of which nothing came since ?2 that happened since then (a clock that is ahead
-- must not hide that its till fell silent); no row otherwise. ?1 store_id text, ?2 since integer.
-- Index: ix_silver_transactions_store_time, one entry at either end.
select occurred_at
from silver_transactions indexed by ix_silver_transactions_store_time
where store_id = ?1
  and not exists (
      select 1 from silver_transactions as t indexed by ix_silver_transactions_store_time where t.store_id = ?1 and t.occurred_at >= ?2 and t.received_at >= ?2
  )
order by occurred_at
limit 1
