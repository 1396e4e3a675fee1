-- Sums the days of stores, each over a span of its own, by currency. $1 store_id text[], $2 from, $3 to date[]. Index: primary key.
select day.store_id, coalesce(nullif(day.currency, ''), store.currency, ''), sum(transactions)::bigint, sum(returns)::bigint, sum(items)::bigint, sum(units), sum(revenue), sum(late)::bigint,
       max(restated_at)
from unnest($1::text[], $2::date[], $3::date[]) as span (store_id, from_day, to_day)
join scout.gold_store_days as day
    on day.store_id = span.store_id and day.business_day >= span.from_day and day.business_day < span.to_day
left join scout.stores as store on store.store_id = span.store_id
group by 1, 2
