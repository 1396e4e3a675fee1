-- Ends an act and makes it durable.
commit
