-- Takes the number of the next block of event ids.
select nextval('scout.event_id_blocks')
