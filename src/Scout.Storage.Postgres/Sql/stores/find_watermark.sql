-- The greatest event time of a store, one ahead of its receipt counting as the receipt. $1 store_id text.
-- Event times ahead of their receipt are at most a day ahead, so the newest thousand by event time hold the greatest; the index
-- ix_silver_transactions_store_time gives them without a sort.
select max(least(occurred_at, received_at))
from (
    select occurred_at, received_at from scout.silver_transactions where store_id = $1 order by occurred_at desc limit 1000
) as newest
