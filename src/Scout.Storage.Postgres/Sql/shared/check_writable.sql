-- Answers true when this server takes writes: a hot standby answers false.
select not pg_is_in_recovery()
