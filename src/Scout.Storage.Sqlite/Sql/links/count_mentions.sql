-- Mentions by state and method.
select state, method, count(*) from mentions group by state, method
