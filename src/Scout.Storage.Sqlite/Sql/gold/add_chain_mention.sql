-- Adds sums to a mention of a shard. Parameters in the order of the columns; GoldWriter binds them.
insert into gold_mentions
    (shard, business_day, mention_id, category, currency, told, lines, units_high, units_low, revenue_high, revenue_low, rolled_at, restated_at)
values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
on conflict (business_day, mention_id, category, currency, shard) do update
set told = max(told, excluded.told), lines = lines + excluded.lines,
    units_high = units_high + excluded.units_high, units_low = units_low + excluded.units_low,
    revenue_high = revenue_high + excluded.revenue_high, revenue_low = revenue_low + excluded.revenue_low,
    rolled_at = excluded.rolled_at,
    restated_at = case when excluded.restated_at > coalesce(restated_at, excluded.restated_at - 1) then excluded.restated_at else restated_at end
