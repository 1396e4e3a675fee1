-- The position of the promotion that holds the ?3rd row after ?1, if there are so many up to ?2. ?1 after, ?2 last, ?3 rows integer.
select position
from silver_transactions indexed by ix_silver_transactions_position
where position > ?1 and position <= ?2
order by position
limit 1 offset ?3 - 1
