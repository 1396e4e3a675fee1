-- Notes a change of the catalogue. ?1 version, ?2 products_version integer, ?3 policy text, ?4 changed_at integer.
update catalog_state set version = ?1, products_version = ?2, policy = ?3, changed_at = ?4 where catalog = 0
