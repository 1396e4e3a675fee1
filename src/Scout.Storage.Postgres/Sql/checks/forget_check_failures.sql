-- Takes away the failures of the last run.
delete from scout.quality_check_failures
