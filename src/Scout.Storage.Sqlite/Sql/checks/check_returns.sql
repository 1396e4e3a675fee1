-- Returns whose original, where silver knows it, stands in silver, with the sums they are judged by; the caller judges, because the sum of
-- many totals does not fit 64 bits. ?1 event ids, a JSON array of integers: the returns, and when ?2 is 1 also the transactions that
-- returns elsewhere name, because a void or a correction of the original is seen there.
-- The original by ux_bronze_events_identity and silver's primary key; what came back of it by ix_silver_transactions_original. Sums over
-- rows leave out what was reversed. A return that was reversed itself is no concern.
-- Each original is summed once, however many returns name it: a device that puts the same into all of them must not make this quadratic.
with returns as materialized (
    select r.event_id, r.store_id, r.transaction_id, r.original_transaction_id
    from json_each(?1) as asked
    cross join silver_transactions as r on r.event_id = asked.value
    where r.entry = 1 and r.type = 'return' and r.original_transaction_id is not null
    union
    select r.event_id, r.store_id, r.transaction_id, r.original_transaction_id
    from json_each(iif(?2 = 1, ?1, '[]')) as asked
    cross join silver_transactions as t on t.event_id = asked.value
    cross join silver_transactions as r indexed by ix_silver_transactions_original
        on r.store_id = t.store_id and r.original_transaction_id = t.transaction_id
    where r.entry = 1 and r.type = 'return'
),
originals as materialized (
    select distinct store_id, original_transaction_id from returns
),
summed as materialized (
    select originals.store_id, originals.original_transaction_id,
           (
               select sum(t.entry) from bronze_events as b cross join silver_transactions as t on t.event_id = b.event_id
               where b.store_id = originals.store_id and b.transaction_id = originals.original_transaction_id
           ) as entries,
           (
               select sum(t.entry * (t.type = 'return')) from bronze_events as b cross join silver_transactions as t on t.event_id = b.event_id
               where b.store_id = originals.store_id and b.transaction_id = originals.original_transaction_id
           ) as returned_entries,
           (
               select sum(t.total_amount / 1000000000) from bronze_events as b cross join silver_transactions as t on t.event_id = b.event_id
               where b.store_id = originals.store_id and b.transaction_id = originals.original_transaction_id
           ) as total_high,
           (
               select sum(t.total_amount % 1000000000) from bronze_events as b cross join silver_transactions as t on t.event_id = b.event_id
               where b.store_id = originals.store_id and b.transaction_id = originals.original_transaction_id
           ) as total_low,
           (
               select sum(t.total_amount / 1000000000) from silver_transactions as t indexed by ix_silver_transactions_original
               where t.store_id = originals.store_id and t.original_transaction_id = originals.original_transaction_id and t.type = 'return'
           ) as returned_high,
           (
               select sum(t.total_amount % 1000000000) from silver_transactions as t indexed by ix_silver_transactions_original
               where t.store_id = originals.store_id and t.original_transaction_id = originals.original_transaction_id and t.type = 'return'
           ) as returned_low
    from originals
)
select returns.event_id, returns.store_id, returns.transaction_id, summed.entries, summed.returned_entries, summed.total_high, summed.total_low,
       summed.returned_high, summed.returned_low
from returns
join summed on summed.store_id = returns.store_id and summed.original_transaction_id = returns.original_transaction_id
where not exists (select 1 from silver_transactions as t where t.event_id = returns.event_id and t.entry = -1)
