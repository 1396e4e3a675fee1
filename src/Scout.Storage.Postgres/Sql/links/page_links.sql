-- A page of links, the surest first. $1 state, $2 method text (null: any), $3 confidence numeric and $4 mention_id bigint of the last of the page
-- before (null: the first), $5 rows integer. Index: ix_mentions_state.
select mention.mention_id, mention.product_id, mention.product_name, mention.brand, mention.gtin, mention.category, mention.price, mention.first_seen_at,
       mention.state, coalesce(mention.linked_product_id, mention.candidate_product_id), product.product_name, mention.method, mention.confidence,
       mention.decided_at, mention.decided_by, mention.manual, mention.catalog_version
from scout.mentions as mention
left join scout.products as product on product.product_id = coalesce(mention.linked_product_id, mention.candidate_product_id)
where ($1::text is null or mention.state = $1) and ($2::text is null or mention.method = $2)
  and ($3::numeric is null or coalesce(mention.confidence, 0) < $3 or (coalesce(mention.confidence, 0) = $3 and mention.mention_id > $4))
order by coalesce(mention.confidence, 0) desc, mention.mention_id
limit $5
