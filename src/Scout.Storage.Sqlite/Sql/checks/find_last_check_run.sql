-- When the checks last ran. The table has one row.
select ran_at from quality_check_runs
