-- Events set aside lately, by store, most first. ?1 since, ?2 stores integer. Index: ix_quarantine_received; without being told, SQLite
-- prefers the order of ix_quarantine_store and reads all that was ever set aside.
select store_id, count(*) from quarantine indexed by ix_quarantine_received where received_at >= ?1 group by store_id order by 2 desc, 1 limit ?2
