-- The next events that bronze, silver or the lines know, by id, each once, with the lines that silver says it has.
-- ?1 after event integer, ?2 events integer. Primary keys only: each part is read in order and stops by itself.
select event_id, coalesce((select sum(abs(item_count)) from silver_transactions as t where t.event_id = known.event_id), 0)
from (
    select * from (select event_id from bronze_events where event_id > ?1 order by event_id limit ?2)
    union
    select * from (select distinct event_id from silver_transactions where event_id > ?1 order by event_id limit ?2)
    union
    select * from (select distinct event_id from silver_line_items where event_id > ?1 order by event_id limit ?2)
) as known
order by event_id
limit ?2
