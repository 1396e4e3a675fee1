-- The greatest event time of a store, one ahead of its receipt counting as the receipt. ?1 store_id text.
-- Two maxima: the last receipt of the events that were ahead (ix_silver_transactions_ahead), and the greatest event time of the
-- others, looked for from the newest down to the first maximum (ix_silver_transactions_store_time). Between those lie only events
-- that were ahead, so the walk is as long as a clock is wrong.
with ahead as (
    select max(received_at) as at from silver_transactions where store_id = ?1 and occurred_at > received_at
),
behind as (
    select occurred_at as at
    from silver_transactions indexed by ix_silver_transactions_store_time
    where store_id = ?1 and occurred_at > coalesce((select at from ahead), -9223372036854775808) and occurred_at <= received_at
    order by occurred_at desc
    limit 1
)
select max(at) from (select at from ahead union all select at from behind)
