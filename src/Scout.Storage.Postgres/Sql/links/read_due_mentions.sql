-- What a version of the catalogue is to decide: pending mentions, then those that an older one decided by their names (review, unlinked, linked),
-- then those that an id or a GTIN decided before a product changed. $1 version, $2 products_version bigint, $3 rows integer.
-- Index: ix_mentions_pending, ix_mentions_version.
(select mention_id, product_id, product_name, brand, gtin, category, price, first_seen_at, state from scout.mentions where state = 'pending' order by first_seen_at limit $3)
union all
(select mention_id, product_id, product_name, brand, gtin, category, price, first_seen_at, state from scout.mentions
 where state = 'review' and coalesce(method in ('exact_id', 'gtin'), false) = false and not manual and catalog_version < $1 order by catalog_version limit $3)
union all
(select mention_id, product_id, product_name, brand, gtin, category, price, first_seen_at, state from scout.mentions
 where state = 'unlinked' and coalesce(method in ('exact_id', 'gtin'), false) = false and not manual and catalog_version < $1 order by catalog_version limit $3)
union all
(select mention_id, product_id, product_name, brand, gtin, category, price, first_seen_at, state from scout.mentions
 where state = 'linked' and coalesce(method in ('exact_id', 'gtin'), false) = false and not manual and catalog_version < $1 order by catalog_version limit $3)
union all
(select mention_id, product_id, product_name, brand, gtin, category, price, first_seen_at, state from scout.mentions
 where state = 'linked' and coalesce(method in ('exact_id', 'gtin'), false) = true and not manual and catalog_version < $2 order by catalog_version limit $3)
union all
(select mention_id, product_id, product_name, brand, gtin, category, price, first_seen_at, state from scout.mentions
 where state = 'review' and coalesce(method in ('exact_id', 'gtin'), false) = true and not manual and catalog_version < $2 order by catalog_version limit $3)
limit $3
