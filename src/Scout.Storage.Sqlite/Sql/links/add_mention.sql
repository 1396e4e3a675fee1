-- Writes a mention that is not there yet. Parameters in the order of the columns; MentionRows binds them.
insert into mentions (mention_id, product_id, product_name, brand, gtin, category, price, first_seen_at)
values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
on conflict (mention_id) do nothing
