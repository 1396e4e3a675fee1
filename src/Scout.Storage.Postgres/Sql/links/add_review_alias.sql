-- Gives a product another name because a person linked it; one that another product has stays its. Answers the product that has the name now.
-- $1 alias, $2 product_id, $3 written text, $4 created_at timestamptz, $5 created_by text, $6 version bigint. Index: primary key.
with added as (
    insert into scout.product_aliases (alias, product_id, written, source, created_at, created_by, version)
    values ($1, $2, $3, 'review', $4, $5, $6)
    on conflict (alias) do nothing
    returning product_id
)
select product_id, true from added
union all
select product_id, false from scout.product_aliases where alias = $1
limit 1
