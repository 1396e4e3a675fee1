-- Causes that a person resolved lately. ?1 since integer. Index: ix_alerts_silenced.
select distinct cause from alerts where resolved_by is not null and resolved_at > ?1
