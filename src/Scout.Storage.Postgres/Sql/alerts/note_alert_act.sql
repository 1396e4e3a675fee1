-- Notes what a person did to an alert. $1 acted_at timestamptz, $2 actor, $3 action, $4 store_id, $5 reason text.
insert into scout.audit_log (acted_at, actor, action, store_id, reason) values ($1, $2, $3, $4, $5)
