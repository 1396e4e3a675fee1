-- What the last run found of each check.
select check_name, failures, unexplained, dropped from scout.quality_checks
