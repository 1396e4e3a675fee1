-- The last run: one row for each shard's position, each with all of the run.
select r.version, r.ran_at, r.is_full, r.events, r.full_ran_at, p.shard, p.position
from quality_check_runs as r
cross join quality_check_positions as p
