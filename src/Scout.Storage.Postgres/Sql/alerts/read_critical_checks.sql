-- Checks that are critical. The table has one row for each check.
select check_name, failures, unexplained from scout.quality_checks where severity = 'critical'
