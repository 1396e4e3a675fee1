-- The news of an alert, oldest first. ?1 alert_id text. Index: ix_alert_deliveries_alert.
select event, target, state, attempts, delivered_at, last_fault
from alert_deliveries
where alert_id = ?1
order by delivery_id
