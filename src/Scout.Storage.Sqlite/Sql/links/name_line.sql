-- Gives a line of silver its mention. ?1 event_id, ?2 line_number, ?3 entry, ?4 mention_id integer. Index: primary key.
update silver_line_items set mention_id = ?4 where event_id = ?1 and line_number = ?2 and entry = ?3
