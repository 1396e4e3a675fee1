-- Gives a product another name, also one that another product had from the catalogue; what a review gave stays.
-- ?1 alias, ?2 product_id, ?3 written text, ?4 created_at integer, ?5 created_by text, ?6 version integer. Index: primary key.
insert into product_aliases (alias, product_id, written, source, created_at, created_by, version)
values (?1, ?2, ?3, 'catalog', ?4, ?5, ?6)
on conflict (alias) do update
set product_id = excluded.product_id, written = excluded.written, created_at = excluded.created_at, created_by = excluded.created_by, version = excluded.version
where source = 'catalog' and (product_id <> excluded.product_id or written <> excluded.written)
