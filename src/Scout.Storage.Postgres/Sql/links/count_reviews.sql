-- What people said about links that machines made, the last word on each mention, by method.
select method, sampled, count(*) filter (where verdict = 'accept'), count(*) filter (where verdict = 'reject')
from (
    select distinct on (mention_id, product_id) method, sampled, verdict
    from scout.link_reviews
    where state = 'linked' and not manual
    order by mention_id, product_id, review_id desc
) as last
group by method, sampled
