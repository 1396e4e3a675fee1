-- Gives products other names, also those that another product had from the catalogue; what a review gave stays. Answers whose changed.
-- $1 alias, $2 product_id, $3 written text[], $4 created_at timestamptz, $5 created_by text, $6 version bigint. Index: primary key.
insert into scout.product_aliases as old (alias, product_id, written, source, created_at, created_by, version)
select alias, product_id, written, 'catalog', $4, $5, $6
from unnest($1::text[], $2::text[], $3::text[]) as sent (alias, product_id, written)
on conflict (alias) do update
set product_id = excluded.product_id, written = excluded.written, created_at = excluded.created_at, created_by = excluded.created_by, version = excluded.version
where old.source = 'catalog' and (old.product_id, old.written) is distinct from (excluded.product_id, excluded.written)
returning product_id
