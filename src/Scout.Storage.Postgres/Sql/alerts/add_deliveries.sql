-- News of an alert, due at once. $1 alert_id text, $2 webhook ids, $3 events, $4 targets, $5 bodies text[], $6 at timestamptz.
insert into scout.alert_deliveries (alert_id, webhook_id, event, target, body, created_at, due_at)
select $1, news.*, $6, $6 from unnest($2::text[], $3::text[], $4::text[], $5::text[]) as news
