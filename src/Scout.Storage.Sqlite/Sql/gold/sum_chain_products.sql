-- Makes the products of a shard on a day from those of its stores. ?1 shard integer, ?2 business_day text, ?3 rolled_at integer.
-- Index: ix_gold_stores_shard, then the primary key of gold_store_products. The words come from the row of the greatest told, as SQLite
-- gives bare columns beside one max(); so the latest restatement is found before, by a window.
insert into gold_products
    (shard, business_day, product_id, currency, lines, units_high, units_low, revenue_high, revenue_low, rolled_at, restated_at,
     product_name, brand, category, told)
select ?1, ?2, product_id, chain_currency, sum(lines), sum(units_high), sum(units_low), sum(revenue_high), sum(revenue_low), ?3, last_restated_at,
       product_name, brand, category, max(told)
from (
    select part.*, coalesce(nullif(part.currency, ''), store.currency) as chain_currency,
           max(part.restated_at) over (partition by part.product_id, coalesce(nullif(part.currency, ''), store.currency)) as last_restated_at
    from gold_stores as store
    cross join gold_store_products as part on part.store_id = store.store_id
    where store.shard = ?1 and part.business_day = ?2
)
group by product_id, chain_currency
