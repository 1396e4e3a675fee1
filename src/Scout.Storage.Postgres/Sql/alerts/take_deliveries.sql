-- Takes news that are due, the longest due first, until the lease ends. $1 now timestamptz, $2 leased until timestamptz, $3 rows integer.
-- Index: ix_alert_deliveries_due. What another is taking at this moment is passed over.
update scout.alert_deliveries as d
set due_at = $2, attempts = d.attempts + 1
from (
    select delivery_id from scout.alert_deliveries
    where state = 'waiting' and due_at <= $1
    order by due_at
    limit $3
    for update skip locked
) as due
where d.delivery_id = due.delivery_id
returning d.delivery_id, d.webhook_id, d.event, d.target, d.body, d.attempts, d.created_at
