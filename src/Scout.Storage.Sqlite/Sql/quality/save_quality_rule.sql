-- Saves an override in the place of the whole one of its store and rule.
-- ?1 store_id, ?2 rule, ?3 action text, ?4 share, ?5 amount, ?6 span_us, ?7 version integer
insert into quality_rules (store_id, rule, action, share, amount, span_us, version) values (?1, ?2, ?3, ?4, ?5, ?6, ?7)
on conflict (store_id, rule) do update set
    action = excluded.action, share = excluded.share, amount = excluded.amount, span_us = excluded.span_us, version = excluded.version
