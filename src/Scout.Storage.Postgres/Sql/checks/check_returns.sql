-- Returns whose original, where silver knows it, does not fit them. $1 event ids bigint[]: the returns, and when $2 (boolean) is true
-- also the transactions that returns elsewhere name, because a void or a correction of the original is seen there.
-- The original by ux_bronze_events_identity and silver's primary key; what came back of it by ix_silver_transactions_original. Sums over
-- rows leave out what was reversed. A return that was reversed itself is no concern.
-- Each original is summed once, however many returns name it: a device that puts the same into all of them must not make this quadratic.
with returns as materialized (
    select r.event_id, r.store_id, r.transaction_id, r.original_transaction_id
    from scout.silver_transactions as r
    where r.event_id = any ($1) and r.entry = 1 and r.type = 'return' and r.original_transaction_id is not null
    union
    select r.event_id, r.store_id, r.transaction_id, r.original_transaction_id
    from scout.silver_transactions as t
    join scout.silver_transactions as r on r.store_id = t.store_id and r.original_transaction_id = t.transaction_id
    where $2 and t.event_id = any ($1) and r.entry = 1 and r.type = 'return'
),
originals as materialized (
    select distinct store_id, original_transaction_id from returns
),
judged as materialized (
    select originals.store_id, originals.original_transaction_id, original.entries, original.returns, original.total, returned.total as returned
    from originals
    cross join lateral (
        select count(*) as rows, sum(t.entry) as entries, coalesce(sum(t.entry) filter (where t.type = 'return'), 0) as returns, sum(t.total_amount) as total
        from scout.bronze_events as b
        join scout.silver_transactions as t on t.event_id = b.event_id
        where b.store_id = originals.store_id and b.transaction_id = originals.original_transaction_id
    ) as original
    cross join lateral (
        select sum(t.total_amount) as total
        from scout.silver_transactions as t
        where t.store_id = originals.store_id and t.original_transaction_id = originals.original_transaction_id and t.type = 'return'
    ) as returned
    where original.rows > 0
)
select returns.event_id, returns.store_id, returns.transaction_id,
       case when judged.entries = 0 then 'the original was voided' when judged.returns > 0 then 'the original is no sale' else 'more came back than the original was' end,
       returned, total
from returns
join judged using (store_id, original_transaction_id)
where (judged.entries = 0 or judged.returns > 0 or abs(returned) > abs(total))
  and not exists (select from scout.silver_transactions as t where t.event_id = returns.event_id and t.entry = -1)
