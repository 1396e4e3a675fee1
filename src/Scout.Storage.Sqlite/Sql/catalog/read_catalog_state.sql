-- How often the catalogue has changed, and the policy.
select version, products_version, changed_at, policy from catalog_state where catalog = 0
