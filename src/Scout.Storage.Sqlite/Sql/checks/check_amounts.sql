-- The rows of silver of some events with what their amounts are judged by; the caller judges, because a thousand line amounts do not
-- fit 64 bits. Sums come in two parts, above and below 10^9 units. ?1 event ids, a JSON array of integers.
-- What an entry and its reversal cancel is in no figure any more, so its amounts are nobody's fault: the last column says so.
-- Primary keys throughout: silver_transactions, silver_line_items, stores, quality_rules, bronze_events.
select t.event_id, t.entry, t.store_id, t.transaction_id, t.broken_rules, t.type, t.total_amount,
       (select sum(l.line_amount / 1000000000) from silver_line_items as l where l.event_id = t.event_id and l.entry = t.entry),
       (select sum(l.line_amount % 1000000000) from silver_line_items as l where l.event_id = t.event_id and l.entry = t.entry),
       (select sum(l.discount / 1000000000) from silver_line_items as l where l.event_id = t.event_id and l.entry = t.entry),
       (select sum(l.discount % 1000000000) from silver_line_items as l where l.event_id = t.event_id and l.entry = t.entry),
       (
           select min(l.line_amount * t.entry * iif(t.type = 'return', -1, 1))
           from silver_line_items as l where l.event_id = t.event_id and l.entry = t.entry
       ),
       coalesce(total_rule.amount, stores.amount_limit), sum_rule.amount, sum_rule.share,
       not exists (select 1 from bronze_events as b where b.event_id = t.event_id),
       (select count(*) = 2 and sum(e.total_amount) = 0 from silver_transactions as e where e.event_id = t.event_id)
from json_each(?1) as asked
cross join silver_transactions as t on t.event_id = asked.value
left join stores on stores.store_id = t.store_id
left join quality_rules as total_rule on total_rule.store_id = t.store_id and total_rule.rule = 'amount_limit'
left join quality_rules as sum_rule on sum_rule.store_id = t.store_id and sum_rule.rule = 'line_sum_mismatch'
