-- Events with lines that belong to no row of silver. $1 event ids bigint[]. Primary keys only.
select l.event_id, b.store_id, b.transaction_id, count(*)
from scout.silver_line_items as l
left join scout.bronze_events as b on b.event_id = l.event_id
where l.event_id = any ($1)
  and not exists (select from scout.silver_transactions as t where t.event_id = l.event_id and t.entry = l.entry)
group by l.event_id, b.store_id, b.transaction_id
