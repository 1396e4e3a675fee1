-- Counts rows of silver up to a bound. ?1 bound integer. Any index will do; it stops there.
select count(*) from (select 1 from silver_transactions limit ?1)
