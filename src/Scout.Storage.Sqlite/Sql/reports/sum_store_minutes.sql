-- Sums a short span of every store, or of one, by minute of event time and currency.
-- ?1 store_id text (null is every store), ?2 from, ?3 to. Index: ix_silver_transactions_store_time, one range for each store: "cross join" keeps
-- the stores outside. Sums as in sum_span.sql, the minute as in sum_minutes.sql.
select stores.store_id, occurred_at - (occurred_at % 60000000 + 60000000) % 60000000 as minute, entries.currency,
       sum(entry), sum((type = 'return') * entry), sum(item_count), sum(units_high), sum(units_low),
       sum(total_amount / 1000000000), sum(total_amount % 1000000000), sum((broken_rules & 32 <> 0) * entry)
from stores
cross join silver_transactions as entries indexed by ix_silver_transactions_store_time
    on entries.store_id = stores.store_id and entries.occurred_at >= ?2 and entries.occurred_at < ?3
where ?1 is null or stores.store_id = ?1
group by stores.store_id, minute, entries.currency
