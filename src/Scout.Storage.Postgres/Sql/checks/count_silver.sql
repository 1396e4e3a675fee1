-- Counts rows of silver up to a bound. $1 bound bigint. Any index will do; it stops there.
select count(*) from (select from scout.silver_transactions limit $1) as counted
