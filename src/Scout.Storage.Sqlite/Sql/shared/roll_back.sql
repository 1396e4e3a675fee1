-- Ends an act and undoes it.
rollback
