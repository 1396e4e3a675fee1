-- Events with lines that belong to no row of silver. ?1 event ids, a JSON array of integers. Primary keys only.
select l.event_id, b.store_id, b.transaction_id, count(*)
from json_each(?1) as asked
cross join silver_line_items as l on l.event_id = asked.value
left join bronze_events as b on b.event_id = l.event_id
where not exists (select 1 from silver_transactions as t where t.event_id = l.event_id and t.entry = l.entry)
group by l.event_id
