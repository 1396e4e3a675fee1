-- The version of the next change of the rules; under the lock of lock_quality_rules.sql.
select nextval('scout.quality_rules_version')
