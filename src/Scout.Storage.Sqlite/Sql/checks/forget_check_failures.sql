-- Takes away the failures of the last run.
delete from quality_check_failures
