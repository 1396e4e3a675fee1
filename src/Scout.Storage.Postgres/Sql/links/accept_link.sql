-- Links a mention because a person says so. $1 mention_id bigint, $2 product_id text, $3 decided_at timestamptz, $4 decided_by text,
-- $5 version bigint. Index: primary key.
update scout.mentions
set state = 'linked', linked_product_id = $2, candidate_product_id = $2, method = 'manual', confidence = 1, decided_at = $3, decided_by = $4,
    catalog_version = $5, manual = true
where mention_id = $1
