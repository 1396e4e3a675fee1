-- Notes who said what about a mention. ?1 acted_at integer, ?2 actor, ?3 action text, ?4 mention_id integer, ?5 reason text.
insert into audit_log (acted_at, actor, action, mention_id, reason) values (?1, ?2, ?3, ?4, ?5)
