-- When the first of the news that wait are due. Index: ix_alert_deliveries_due.
select due_at from alert_deliveries where state = 'waiting' order by due_at limit 1
