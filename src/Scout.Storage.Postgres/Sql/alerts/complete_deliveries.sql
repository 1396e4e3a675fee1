-- Notes how attempts ended. $1 delivery ids bigint[], $2 attempts integer[], $3 delivered_at timestamptz[], $4 try again at timestamptz[],
-- $5 faults text[]. Only while nobody else has taken it since.
update scout.alert_deliveries as d
set state = case when ended.delivered_at is not null then 'delivered' when ended.try_again_at is not null then 'waiting' else 'given_up' end,
    delivered_at = ended.delivered_at, due_at = coalesce(ended.try_again_at, d.due_at), last_fault = ended.fault
from unnest($1::bigint[], $2::integer[], $3::timestamptz[], $4::timestamptz[], $5::text[]) as ended (delivery_id, attempts, delivered_at, try_again_at, fault)
where d.delivery_id = ended.delivery_id and d.attempts = ended.attempts and d.state = 'waiting'
