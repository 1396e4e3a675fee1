-- Takes away the days [$2, $3) of a store. $1 store_id text, $2 from, $3 to date. Index: primary key.
delete from scout.gold_store_days where store_id = $1 and business_day >= $2 and business_day < $3
