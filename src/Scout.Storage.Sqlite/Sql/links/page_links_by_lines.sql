-- A page of links, those with the most lines over the last 30 days of gold first. ?1 state, ?2 method text (null: any), ?3 lines and
-- ?4 mention_id of the last of the page before (null: the first), ?5 rows integer. Index: primary key of gold_mentions.
with counted as (
    select mention_id, sum(lines) as lines
    from gold_mentions
    where business_day > (select date(max(business_day), '-30 days') from gold_mentions)
    group by mention_id
)
select mention.mention_id, mention.product_id, mention.product_name, mention.brand, mention.gtin, mention.category, mention.price, mention.first_seen_at,
       mention.state, coalesce(mention.linked_product_id, mention.candidate_product_id), product.product_name, mention.method, mention.confidence,
       mention.decided_at, mention.decided_by, mention.manual, mention.catalog_version
from mentions as mention
left join products as product on product.product_id = coalesce(mention.linked_product_id, mention.candidate_product_id)
left join counted on counted.mention_id = mention.mention_id
where (?1 is null or mention.state = ?1) and (?2 is null or mention.method = ?2)
  and (?3 is null or coalesce(counted.lines, 0) < ?3 or (coalesce(counted.lines, 0) = ?3 and mention.mention_id > ?4))
order by coalesce(counted.lines, 0) desc, mention.mention_id
limit ?5
