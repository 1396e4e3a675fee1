-- The stores that have gold, in the order of their ids.
select store_id from gold_stores order by store_id
