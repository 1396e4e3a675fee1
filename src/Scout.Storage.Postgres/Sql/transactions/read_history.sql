-- What people did to a transaction, oldest first. $1 store_id text, $2 transaction_id text, $3 rows integer.
-- Index: ix_audit_log_transaction.
select acted_at, actor, reason, action, event_id
from scout.audit_log
where store_id = $1 and transaction_id = $2
order by audit_id
limit $3
