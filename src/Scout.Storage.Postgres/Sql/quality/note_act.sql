-- Notes who did what and why.
-- $1 acted_at timestamptz, $2 actor text, $3 action text, $4 store_id text, $5 transaction_id text, $6 event_id bigint, $7 reason text
insert into scout.audit_log (acted_at, actor, action, store_id, transaction_id, event_id, reason) values ($1, $2, $3, $4, $5, $6, $7)
