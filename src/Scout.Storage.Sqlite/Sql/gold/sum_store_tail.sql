-- What silver has of a store that its gold does not, by minute of event time and currency (null: its own).
-- ?1 store_id text, ?2 shard integer. Index: ix_silver_transactions_position, whose range is the shard's tail.
select occurred_at - (occurred_at % 60000000 + 60000000) % 60000000 as minute, currency, sum(entry), sum((type = 'return') * entry), sum(item_count), sum(units_high), sum(units_low),
       sum(total_amount / 1000000000), sum(total_amount % 1000000000), sum((broken_rules & 32 <> 0) * entry)
from silver_transactions indexed by ix_silver_transactions_position
where position > (select position from rollup_shards where shard = ?2) and position < (?2 + 1) << 48 and store_id = ?1
group by 1, 2
