-- What people said about links that machines made, the last word on each mention, by method.
select method, sampled, sum(verdict = 'accept'), sum(verdict = 'reject')
from (
    select method, sampled, verdict, row_number() over (partition by mention_id, product_id order by review_id desc) as place
    from link_reviews
    where state = 'linked' and manual = 0
)
where place = 1
group by method, sampled
