-- Events set aside lately, by store, most first. $1 since timestamptz, $2 stores integer. Index: ix_quarantine_received.
select store_id, count(*) from scout.quarantine where received_at >= $1 group by store_id order by 2 desc, 1 limit $2
