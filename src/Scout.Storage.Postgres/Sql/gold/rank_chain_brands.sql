-- The first brands of the chain over the days [$1, $2), the silver that gold does not have yet included; as links say.
-- $1 from, $2 to date; the same in instants of each store that has silver beyond gold: $3 store_id text[], $4 from, $5 to timestamptz[],
-- $6 its own currency text[]; $7 by units boolean, $8 rows for each currency integer. Index: primary key of gold_mentions, summed by mention before
-- links are joined; for the tail as sum_chain_tail.sql.
with gold as materialized (
    select mention_id, category, currency, max(told) as told, sum(lines) as lines, sum(units) as units, sum(revenue) as revenue
    from scout.gold_mentions
    where business_day >= $1 and business_day < $2
    group by mention_id, category, currency
), part as materialized (
    select coalesce(mention.brand, '') as key, gold.currency, 0::bigint as told, gold.lines, gold.units, gold.revenue
    from gold
    join scout.resolved_mentions as mention on mention.mention_id = gold.mention_id
    union all
    select coalesce(mention.brand, item.brand, ''), coalesce(tail.currency, span.currency), 0::bigint,
           tail.entry, item.qty, item.line_amount
    from scout.rollup_shards as rollup
    cross join lateral (
        select silver.event_id, silver.entry, silver.store_id, silver.occurred_at, silver.currency
        from scout.silver_transactions as silver
        where silver.position > rollup.position and silver.position < (rollup.shard::bigint + 1) << 48
        offset 0
    ) as tail
    join unnest($3::text[], $4::timestamptz[], $5::timestamptz[], $6::text[]) as span (store_id, from_at, to_at, currency)
        on span.store_id = tail.store_id and tail.occurred_at >= span.from_at and tail.occurred_at < span.to_at
    cross join lateral (
        select line.line_number, line.mention_id, line.product_id, line.product_name, line.brand, line.category, line.qty, line.line_amount
        from scout.silver_line_items as line
        where line.event_id = tail.event_id and line.entry = tail.entry
        offset 0
    ) as item
    left join scout.resolved_mentions as mention on mention.mention_id = item.mention_id
), sums as (
    select key, currency, max(told) as told, sum(lines)::bigint as lines, sum(units) as units, sum(revenue) as revenue
    from part
    group by key, currency
    having sum(lines) <> 0 or sum(units) <> 0 or sum(revenue) <> 0
), ranked as (
    select sums.*,
           row_number() over (partition by currency order by case when $7 then units else revenue end desc, key collate "C") as place
    from sums
)
select key, currency, lines, units, revenue
from ranked
where place <= $8
order by currency collate "C", place
