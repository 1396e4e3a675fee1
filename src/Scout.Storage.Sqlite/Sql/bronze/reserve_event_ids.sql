-- Takes the number of the next block of event ids.
update event_id_blocks set last_number = last_number + 1 returning last_number
