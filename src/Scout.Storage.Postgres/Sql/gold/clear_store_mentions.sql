-- Takes away the mentions of a store on the days [$2, $3). $1 store_id text, $2 from, $3 to date. Index: primary key.
delete from scout.gold_store_mentions where store_id = $1 and business_day >= $2 and business_day < $3
