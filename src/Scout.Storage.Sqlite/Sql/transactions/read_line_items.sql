-- The lines of a transaction in the order sent, each with its link. ?1 event_id integer. Index: primary keys.
select line.product_id, line.product_name, line.brand, line.category, line.gtin, line.unit, line.qty, line.unit_price, line.line_amount, line.discount,
       mention.mention_id, mention.state, coalesce(mention.linked_product_id, mention.candidate_product_id), mention.method, mention.confidence
from silver_line_items as line
left join mentions as mention on mention.mention_id = line.mention_id
where line.event_id = ?1 and line.entry = 1
order by line.line_number
