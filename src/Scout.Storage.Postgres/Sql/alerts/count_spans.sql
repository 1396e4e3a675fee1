-- Transactions of stores in spans of event time, in the order given; a reversal takes one off. $1 store ids text[], $2 from,
-- $3 to timestamptz[]. Index: ix_silver_transactions_store_time.
select coalesce(counted.transactions, 0)
from unnest($1::text[], $2::timestamptz[], $3::timestamptz[]) with ordinality as span (store_id, start_at, end_at, place)
cross join lateral (
    select sum(t.entry) as transactions
    from scout.silver_transactions as t
    where t.store_id = span.store_id and t.occurred_at >= span.start_at and t.occurred_at < span.end_at
) as counted
order by span.place
