-- Keeps what was done since open_savepoint.sql.
release part
