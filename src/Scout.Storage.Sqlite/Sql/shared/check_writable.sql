-- Writes a page and changes nothing: its commit fails when the disk is full, gone or read-only.
update event_id_blocks set last_number = last_number
