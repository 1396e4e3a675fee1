-- A mention and its link. ?1 mention_id integer. Index: primary key.
select mention.mention_id, mention.product_id, mention.product_name, mention.brand, mention.gtin, mention.category, mention.price, mention.first_seen_at,
       mention.state, coalesce(mention.linked_product_id, mention.candidate_product_id), product.product_name, mention.method, mention.confidence,
       mention.decided_at, mention.decided_by, mention.manual, mention.catalog_version
from mentions as mention
left join products as product on product.product_id = coalesce(mention.linked_product_id, mention.candidate_product_id)
where mention.mention_id = ?1
