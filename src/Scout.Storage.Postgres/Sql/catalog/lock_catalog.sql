-- Keeps other changes of the catalogue away until commit and tells its versions.
select version, products_version, policy, changed_at from scout.catalog_state where catalog = 0 for update
