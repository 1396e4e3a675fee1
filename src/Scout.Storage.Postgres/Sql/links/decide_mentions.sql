-- Writes decisions of a machine: only over older ones, never over a person's, and never to what a person rejected.
-- $1 mention_id bigint[], $2 state, $3 product_id, $4 method text[], $5 confidence numeric[], $6 version bigint, $7 decided_at timestamptz. Index: primary key.
update scout.mentions as mention
set state = decided.state, linked_product_id = case when decided.state = 'linked' then decided.product_id end, candidate_product_id = decided.product_id,
    method = decided.method, confidence = decided.confidence, decided_at = $7, decided_by = 'scout', catalog_version = $6
from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::numeric[]) as decided (mention_id, state, product_id, method, confidence)
where mention.mention_id = decided.mention_id and not mention.manual and (mention.state = 'pending' or mention.catalog_version < $6)
  and not exists (select 1 from scout.link_rejections as rejected where rejected.mention_id = decided.mention_id and rejected.product_id = decided.product_id)
