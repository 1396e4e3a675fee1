-- Mentions that nobody decided, the oldest first. ?1 rows integer. Index: ix_mentions_pending.
select mention_id, product_id, product_name, brand, gtin, category, price, first_seen_at, state from mentions where state = 'pending' order by first_seen_at limit ?1
