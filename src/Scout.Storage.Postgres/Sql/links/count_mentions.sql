-- Mentions by state and method.
select state, method, count(*) from scout.mentions group by state, method
