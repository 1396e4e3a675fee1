-- The greatest event time of a store, one ahead of its receipt counting as the receipt. $1 store_id text.
-- Two maxima: the last receipt of the events that were ahead (ix_silver_transactions_ahead), and the greatest event time of the
-- others, looked for from the newest down to the first maximum (ix_silver_transactions_store_time). Between those lie only events
-- that were ahead, so the walk is as long as a clock is wrong. A fixed number of the newest would not do: a device whose clock is
-- hours ahead fills any number of them with old receipts, and the watermark would go back.
with ahead as (
    select max(received_at) as last_receipt from scout.silver_transactions where store_id = $1 and occurred_at > received_at
)
select greatest(ahead.last_receipt, behind.occurred_at)
from ahead
left join lateral (
    select occurred_at
    from scout.silver_transactions
    where store_id = $1 and occurred_at > coalesce(ahead.last_receipt, '-infinity') and occurred_at <= received_at
    order by occurred_at desc
    limit 1
) as behind on true
