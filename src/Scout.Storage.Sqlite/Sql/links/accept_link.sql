-- Links a mention because a person says so. ?1 mention_id integer, ?2 product_id text, ?3 decided_at integer, ?4 decided_by text, ?5 version integer.
-- Index: primary key.
update mentions
set state = 'linked', linked_product_id = ?2, candidate_product_id = ?2, method = 'manual', confidence = 10000, decided_at = ?3, decided_by = ?4,
    catalog_version = ?5, manual = 1
where mention_id = ?1
