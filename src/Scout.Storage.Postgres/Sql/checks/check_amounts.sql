-- Rows of silver among some events whose amounts are not as they should be, or that bronze does not know.
-- $1 event ids bigint[], $2 greatest total numeric, $3 tolerated share numeric, $4 tolerated difference numeric: the chain's.
-- Primary keys throughout: silver_transactions, silver_line_items, stores, quality_rules, bronze_events. The laterals keep it so: as a
-- plain "not exists" in the list of columns, bronze would be read whole and hashed.
-- What an entry and its reversal cancel is in no figure any more, so its amounts are nobody's fault: that is how one clears a failure.
-- A reversal is the same row negated, so everything is multiplied by its entry first. A discount makes smaller what is paid: of a
-- return, whose lines are negative, it is added, and devices send it with either sign there (the arithmetic of QualityEvaluator).
with judged as (
    select rows.*, lines.amount, lines.least * rows.sign as wrong_line, coalesce(lines.least < 0, false) as bad_line,
           rows.total * rows.sign < 0 as bad_total,
           coalesce(total_rule.amount, stores.amount_limit, $2) as total_max,
           least(
               abs(rows.total - lines.amount),
               abs(rows.total - case when lines.amount < 0 then lines.amount + abs(lines.discount) else lines.amount - lines.discount end)
           ) as gap,
           coalesce(sum_rule.amount, $4) as sum_amount, coalesce(sum_rule.share, $3) as sum_share,
           bronze.known is null as no_bronze
    from (
        select event_id, entry, store_id, transaction_id, broken_rules, total_amount * entry as total, case type when 'return' then -1 else 1 end as sign,
               count(*) over (partition by event_id) = 2 and sum(total_amount) over (partition by event_id) = 0 as cancelled
        from scout.silver_transactions
        where event_id = any ($1)
    ) as rows
    cross join lateral (
        select coalesce(sum(l.line_amount), 0) * rows.entry as amount, coalesce(sum(l.discount), 0) * rows.entry as discount,
               min(l.line_amount * rows.entry * rows.sign) as least
        from scout.silver_line_items as l
        where l.event_id = rows.event_id and l.entry = rows.entry
    ) as lines
    left join lateral (select true as known from scout.bronze_events as b where b.event_id = rows.event_id limit 1) as bronze on true
    left join scout.stores on stores.store_id = rows.store_id
    left join scout.quality_rules as total_rule on total_rule.store_id = rows.store_id and total_rule.rule = 'amount_limit'
    left join scout.quality_rules as sum_rule on sum_rule.store_id = rows.store_id and sum_rule.rule = 'line_sum_mismatch'
)
select event_id, store_id, transaction_id, broken_rules, total, amount, wrong_line, total_max, bad_line and not cancelled,
       bad_total and not cancelled, abs(total) > total_max and not cancelled,
       gap > sum_amount and gap > abs(total) * sum_share and not cancelled, no_bronze
from judged
where no_bronze
   or (not cancelled and (bad_line or bad_total or abs(total) > total_max or (gap > sum_amount and gap > abs(total) * sum_share)))
