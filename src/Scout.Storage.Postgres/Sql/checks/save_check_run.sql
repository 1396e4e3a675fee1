-- Puts a run in the place of the last, unless another was saved since. Answers the new version, or nothing.
-- $1 expected version bigint, $2 ran_at timestamptz, $3 is_full boolean, $4 events bigint, $5 full_ran_at timestamptz.
update scout.quality_check_runs
set version = version + 1, ran_at = $2, is_full = $3, events = $4, full_ran_at = $5
where version = $1
returning version
