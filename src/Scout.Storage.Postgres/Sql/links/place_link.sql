-- Puts a decision of a machine in the place of what was rejected. $1 mention_id bigint, $2 state, $3 product_id, $4 method text, $5 confidence numeric,
-- $6 decided_at timestamptz, $7 decided_by text, $8 version bigint. Index: primary key.
update scout.mentions
set state = $2, linked_product_id = case when $2 = 'linked' then $3 end, candidate_product_id = $3, method = $4, confidence = $5, decided_at = $6,
    decided_by = $7, catalog_version = $8, manual = false
where mention_id = $1
