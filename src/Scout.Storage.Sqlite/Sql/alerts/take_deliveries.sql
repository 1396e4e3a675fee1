-- Takes news that are due, the longest due first, until the lease ends. ?1 now, ?2 leased until, ?3 rows integer.
-- Index: ix_alert_deliveries_due.
update alert_deliveries
set due_at = ?2, attempts = attempts + 1
where delivery_id in (
    select delivery_id from alert_deliveries where state = 'waiting' and due_at <= ?1 order by due_at limit ?3
)
returning delivery_id, webhook_id, event, target, body, attempts, created_at
