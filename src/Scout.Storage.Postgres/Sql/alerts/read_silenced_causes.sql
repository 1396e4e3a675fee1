-- Causes that a person resolved lately. $1 since timestamptz. Index: ix_alerts_silenced.
select distinct cause from scout.alerts where resolved_by is not null and resolved_at > $1
