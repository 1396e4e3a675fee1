-- Some failures of each check, those that nothing explains first. $1 rows of each check integer. Bounded by a setting; read whole.
select check_name, event_id, store_id, transaction_id, explained, value, limit_value, note
from (
    select f.*, row_number() over (partition by check_name order by explained, event_id) as place
    from scout.quality_check_failures as f
) as ranked
where place <= $1
order by check_name, place
