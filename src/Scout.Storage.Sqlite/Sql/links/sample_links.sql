-- Links that a machine made and nobody reviewed, from one place of the mentions on. ?1 mention_id, ?2 rows integer. Index: primary key.
select mention.mention_id, mention.product_id, mention.product_name, mention.brand, mention.gtin, mention.category, mention.price, mention.first_seen_at,
       mention.state, coalesce(mention.linked_product_id, mention.candidate_product_id), product.product_name, mention.method, mention.confidence,
       mention.decided_at, mention.decided_by, mention.manual, mention.catalog_version
from mentions as mention
left join products as product on product.product_id = coalesce(mention.linked_product_id, mention.candidate_product_id)
where mention.mention_id >= ?1 and mention.state = 'linked' and mention.manual = 0
  and not exists (select 1 from link_reviews as review where review.mention_id = mention.mention_id)
order by mention.mention_id
limit ?2
