-- Takes away the mentions of a shard on a day. ?1 shard integer, ?2 business_day text. Index: primary key.
delete from gold_mentions where business_day = ?2 and shard = ?1
