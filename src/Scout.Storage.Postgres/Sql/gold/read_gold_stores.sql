-- The stores that have gold, in the order of their ids.
select store_id from scout.gold_stores order by store_id
