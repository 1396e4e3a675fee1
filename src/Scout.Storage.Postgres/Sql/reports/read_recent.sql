-- A store's transactions of silver, newest event time first. A reversed entry is shown when it was voided, not when a later revision took its place.
-- $1 store_id text, $2 before timestamptz, $3 before event_id bigint, $4 rows integer. Index: ix_silver_transactions_store_time, read backward.
select entry.event_id, entry.transaction_id, entry.occurred_at, entry.received_at, entry.broken_rules, entry.type, entry.currency,
       entry.total_amount, entry.item_count, reversal.event_id is not null
from scout.silver_transactions as entry
left join scout.silver_transactions as reversal on reversal.event_id = entry.event_id and reversal.entry = -1
where entry.store_id = $1 and entry.entry = 1 and entry.occurred_at <= $2 and (entry.occurred_at, entry.event_id) < ($2, $3)
    and (reversal.event_id is null or not exists (
        select 1
        from scout.bronze_events as own
        join scout.bronze_events as later
            on later.store_id = own.store_id and later.transaction_id = own.transaction_id and later.revision > own.revision
        where own.event_id = entry.event_id
    ))
order by entry.occurred_at desc, entry.event_id desc
limit $4
