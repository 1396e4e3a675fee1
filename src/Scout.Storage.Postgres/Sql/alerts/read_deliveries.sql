-- The news of some alerts, oldest first. $1 alert ids text[]. Index: ix_alert_deliveries_alert.
select alert_id, event, target, state, attempts, delivered_at, last_fault
from scout.alert_deliveries
where alert_id = any ($1)
order by alert_id, delivery_id
