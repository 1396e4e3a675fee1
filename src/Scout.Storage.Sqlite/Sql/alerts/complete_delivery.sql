-- Notes how an attempt ended, while nobody else has taken it since. ?1 delivery_id, ?2 attempts, ?3 delivered_at, ?4 try again at
-- integer, ?5 fault text.
update alert_deliveries
set state = case when ?3 is not null then 'delivered' when ?4 is not null then 'waiting' else 'given_up' end,
    delivered_at = ?3, due_at = coalesce(?4, due_at), last_fault = ?5
where delivery_id = ?1 and attempts = ?2 and state = 'waiting'
