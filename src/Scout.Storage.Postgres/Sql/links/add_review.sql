-- Keeps what a person said about a link, and how it stood. $1 mention_id bigint, $2 product_id, $3 verdict text, $4 sampled boolean, $5 state,
-- $6 method text, $7 confidence numeric, $8 manual boolean, $9 reviewed_at timestamptz, $10 actor, $11 reason text.
insert into scout.link_reviews (mention_id, product_id, verdict, sampled, state, method, confidence, manual, reviewed_at, actor, reason)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
