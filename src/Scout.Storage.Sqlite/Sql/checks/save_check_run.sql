-- Puts a run in the place of the last, unless another was saved since. ?1 expected version, ?2 ran_at, ?3 is_full, ?4 events,
-- ?5 full_ran_at integer.
update quality_check_runs
set version = version + 1, ran_at = ?2, is_full = ?3, events = ?4, full_ran_at = ?5
where version = ?1
