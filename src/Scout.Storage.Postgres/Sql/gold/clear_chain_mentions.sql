-- Takes away the mentions of a shard on some days. $1 shard smallint, $2 business_day date[]. Index: primary key.
delete from scout.gold_mentions where business_day = any ($2) and shard = $1
