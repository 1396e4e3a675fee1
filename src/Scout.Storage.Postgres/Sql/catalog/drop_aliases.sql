-- Takes away what the catalogue no longer gives as another name of some products, and answers whose it was.
-- $1 product_id text[]; the names that stay: $2 alias, $3 their product_id text[]. Index: ix_product_aliases_product.
delete from scout.product_aliases as old
where old.product_id = any ($1) and old.source = 'catalog'
  and not exists (select 1 from unnest($2::text[], $3::text[]) as kept (alias, product_id) where kept.alias = old.alias and kept.product_id = old.product_id)
returning old.product_id
