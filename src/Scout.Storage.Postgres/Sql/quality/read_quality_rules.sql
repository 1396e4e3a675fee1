-- Overrides that were saved after a version, in the order of their versions. $1 version bigint. Index: ix_quality_rules_version.
select version, store_id, rule, action, share, amount, span_us from scout.quality_rules where version > $1 order by version
