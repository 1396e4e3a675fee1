-- Gives a product another name because a person linked it; one that another product has stays its.
-- ?1 alias, ?2 product_id, ?3 written text, ?4 created_at integer, ?5 created_by text, ?6 version integer. Index: primary key.
insert into product_aliases (alias, product_id, written, source, created_at, created_by, version)
values (?1, ?2, ?3, 'review', ?4, ?5, ?6)
on conflict (alias) do nothing
