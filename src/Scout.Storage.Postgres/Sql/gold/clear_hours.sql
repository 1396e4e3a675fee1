-- Takes away the hours of a store that begin in [$2, $3). $1 store_id text, $2 from, $3 to timestamptz. Index: primary key.
delete from scout.gold_store_hours where store_id = $1 and hour_start >= $2 and hour_start < $3
