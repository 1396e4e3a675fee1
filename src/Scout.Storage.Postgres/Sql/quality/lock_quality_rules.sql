-- Makes those who save rules wait for each other, until commit: versions are then seen in the order of their numbers, so a reader that
-- asks for what came after the last one misses none. $1 the number of the lock bigint.
select pg_advisory_xact_lock($1)
