-- Mentions of a state that a machine decided with an older version, by their names or by an id or a GTIN.
-- ?1 state text, ?2 by an id or a GTIN, ?3 version, ?4 rows integer. Index: ix_mentions_version.
select mention_id, product_id, product_name, brand, gtin, category, price, first_seen_at, state
from mentions
where state = ?1 and coalesce(method in ('exact_id', 'gtin'), 0) = ?2 and manual = 0 and catalog_version < ?3
order by catalog_version
limit ?4
