-- The first products of a store over the days [$2, $3), the silver that its gold does not have yet included; as links say.
-- $1 store_id text, $2 from, $3 to date; the same in instants: $4 from, $5 to timestamptz; $6 shard smallint, $7 its own currency text,
-- $8 by units boolean, $9 rows for each currency integer. Index: primary key, and ix_silver_transactions_position for the tail.
with gold as materialized (
    select mention_id, category, currency, max(told) as told, sum(lines) as lines, sum(units) as units, sum(revenue) as revenue
    from scout.gold_store_mentions
    where store_id = $1 and business_day >= $2 and business_day < $3
    group by mention_id, category, currency
), part as materialized (
    select mention.product_id as key, coalesce(nullif(gold.currency, ''), $7) as currency, mention.product_name, mention.brand,
           coalesce(mention.catalog_category, nullif(gold.category, '')) as category, gold.told, gold.lines, gold.units, gold.revenue
    from gold
    join scout.resolved_mentions as mention on mention.mention_id = gold.mention_id
    union all
    select coalesce(mention.product_id, item.product_id), coalesce(entry.currency, $7), coalesce(mention.product_name, item.product_name),
           coalesce(mention.brand, item.brand), coalesce(mention.catalog_category, item.category),
           case when entry.entry < 0 then -(1::bigint << 62)
                else entry.event_id * 1024 + item.line_number - case when item.product_name is null then 1::bigint << 62 else 0 end end,
           entry.entry, item.qty, item.line_amount
    from scout.silver_transactions as entry
    cross join lateral (
        select line.line_number, line.mention_id, line.product_id, line.product_name, line.brand, line.category, line.qty, line.line_amount
        from scout.silver_line_items as line
        where line.event_id = entry.event_id and line.entry = entry.entry
        offset 0
    ) as item
    left join scout.resolved_mentions as mention on mention.mention_id = item.mention_id
    where entry.position > (select position from scout.rollup_shards where shard = $6) and entry.position < ($6::bigint + 1) << 48
      and entry.store_id = $1 and entry.occurred_at >= $4 and entry.occurred_at < $5
), sums as (
    select key, currency, max(told) as told, sum(lines)::bigint as lines, sum(units) as units, sum(revenue) as revenue
    from part
    group by key, currency
    having sum(lines) <> 0 or sum(units) <> 0 or sum(revenue) <> 0
), ranked as (
    select sums.*,
           row_number() over (partition by currency order by case when $8 then units else revenue end desc, key collate "C") as place
    from sums
)
select distinct on (ranked.currency collate "C", ranked.place)
       ranked.key, ranked.currency, ranked.lines, ranked.units, ranked.revenue, part.product_name, part.brand, part.category
from ranked
left join part on part.key = ranked.key and part.currency = ranked.currency and part.told = ranked.told
where ranked.place <= $9
order by ranked.currency collate "C", ranked.place
