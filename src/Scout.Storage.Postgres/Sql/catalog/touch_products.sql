-- Notes that the aliases of products changed; those that changed with it otherwise have the version already.
-- $1 product_id text[], $2 version bigint, $3 updated_at timestamptz. Index: primary key.
update scout.products set version = $2, updated_at = $3 where product_id = any ($1) and version <> $2
