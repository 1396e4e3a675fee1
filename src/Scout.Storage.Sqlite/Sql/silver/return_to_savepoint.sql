-- Undoes what was done since open_savepoint.sql; the savepoint stays open and is released next.
rollback to part
