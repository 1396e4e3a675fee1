-- Mentions of a state that a machine decided with an older version. ?1 state text, ?2 version, ?3 rows integer. Index: ix_mentions_version.
select mention_id, product_id, product_name, brand, gtin, category, price, first_seen_at, state from mentions where state = ?1 and manual = 0 and catalog_version < ?2 order by catalog_version limit ?3
