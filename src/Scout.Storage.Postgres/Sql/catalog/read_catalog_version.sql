-- How often the catalogue has changed.
select version, products_version, changed_at from scout.catalog_state where catalog = 0
