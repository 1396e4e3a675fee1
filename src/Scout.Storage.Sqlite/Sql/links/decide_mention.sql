-- Writes a decision of a machine: only over an older one, never over a person's, and never to what a person rejected.
-- ?1 mention_id integer, ?2 state, ?3 product_id, ?4 method text, ?5 confidence, ?6 version, ?7 decided_at integer. Index: primary key.
update mentions
set state = ?2, linked_product_id = case when ?2 = 'linked' then ?3 end, candidate_product_id = ?3, method = ?4, confidence = ?5, decided_at = ?7,
    decided_by = 'scout', catalog_version = ?6
where mention_id = ?1 and manual = 0 and (state = 'pending' or catalog_version < ?6)
  and not exists (select 1 from link_rejections as rejected where rejected.mention_id = ?1 and rejected.product_id = ?3)
