-- Gives lines of silver their mentions. $1 event_id bigint[], $2 line_number integer[], $3 entry smallint[], $4 mention_id bigint[].
-- Index: primary key.
update scout.silver_line_items as line
set mention_id = named.mention_id
from unnest($1::bigint[], $2::integer[], $3::smallint[], $4::bigint[]) as named (event_id, line_number, entry, mention_id)
where line.event_id = named.event_id and line.line_number = named.line_number and line.entry = named.entry
