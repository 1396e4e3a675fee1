-- Saves overrides, each replacing the whole one of its store and rule; a store and a rule occur once.
-- $1 store_id text[], $2 rule text[], $3 action text[], $4 share numeric[], $5 amount numeric[], $6 span_us bigint[], $7 version bigint
insert into scout.quality_rules (store_id, rule, action, share, amount, span_us, version)
select store_id, rule, action, share, amount, span_us, $7
from unnest($1::text[], $2::text[], $3::text[], $4::numeric[], $5::numeric[], $6::bigint[]) as change (store_id, rule, action, share, amount, span_us)
on conflict (store_id, rule) do update set
    action = excluded.action, share = excluded.share, amount = excluded.amount, span_us = excluded.span_us, version = excluded.version
