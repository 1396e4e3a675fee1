-- The catalogue: what mentions are linked to. Rows are replaced, switched off, never deleted.
create table products (
    product_id    text primary key,
    sku           text,
    gtin          text,
    product_name  text not null,
    brand         text,
    category      text,
    pack_size     text,
    list_price    integer,           -- ten-thousandths, as all amounts
    active        integer not null,
    version       integer not null,  -- the version of the catalogue that last changed the row or its aliases
    updated_at    integer not null
) strict, without rowid;

create index ix_products_version on products (version);
create index ix_products_gtin on products (gtin) where gtin is not null;
create index ix_products_sku on products (sku) where sku is not null;

create table product_aliases (
    alias       text primary key,  -- normalised (NormalText of Scout.Linking), so that a name has one meaning
    product_id  text not null references products (product_id),
    written     text not null,
    source      text not null check (source in ('catalog', 'review')),
    created_at  integer not null,
    created_by  text not null,
    version     integer not null
) strict, without rowid;

create index ix_product_aliases_product on product_aliases (product_id);

-- One row.
create table catalog_state (
    catalog           integer primary key check (catalog = 0),
    version           integer not null,
    products_version  integer not null,  -- the version at which a product or the policy changed last; aliases alone do not raise it
    policy            text not null,     -- thresholds and matcher that mentions are decided by
    changed_at        integer
) strict;

insert into catalog_state (catalog, version, products_version, policy) values (0, 0, 0, '');

-- The distinct ways in which devices name products. The id follows from what is told (MentionIdentity of Scout.Linking).
create table mentions (
    mention_id            integer primary key,
    product_id            text not null,
    product_name          text,     -- as first told, at most 1,000 characters of it; so are brand, category and price
    brand                 text,
    gtin                  text,
    category              text,
    price                 integer,
    first_seen_at         integer not null,
    state                 text not null default 'pending' check (state in ('pending', 'linked', 'review', 'unlinked')),
    linked_product_id     text,     -- what counts: set only while the state is linked
    candidate_product_id  text,     -- the best product, linked or not; null when nothing is near
    method                text check (method in ('exact_id', 'gtin', 'alias', 'exact_name', 'fuzzy', 'manual')),
    confidence            integer,  -- ten-thousandths
    decided_at            integer,
    decided_by            text,
    catalog_version       integer not null default 0,
    manual                integer not null default 0,  -- a person linked it; no machine changes it
    constraint ck_mentions_linked check ((linked_product_id is not null) = (state = 'linked'))
) strict;

create index ix_mentions_pending on mentions (first_seen_at) where state = 'pending';
create index ix_mentions_state on mentions (state, coalesce(confidence, 0) desc, mention_id);

-- What an id or a GTIN decided does not depend on other names, so it is decided again only when a product changes.
create index ix_mentions_version on mentions (state, coalesce(method in ('exact_id', 'gtin'), 0), catalog_version) where manual = 0;

-- One row: when a machine last decided something.
create table linking_state (
    linking     integer primary key check (linking = 0),
    decided_at  integer
) strict;

insert into linking_state (linking) values (0);

-- A pair that a person rejected is never linked by a machine again.
create table link_rejections (
    mention_id   integer not null references mentions (mention_id),
    product_id   text not null,
    rejected_at  integer not null,
    rejected_by  text not null,
    reason       text,
    primary key (mention_id, product_id)
) strict, without rowid;

create table link_reviews (
    review_id    integer primary key,
    mention_id   integer not null references mentions (mention_id),
    product_id   text not null,
    verdict      text not null check (verdict in ('accept', 'reject')),
    sampled      integer not null,  -- drawn at random: such reviews tell how precise links are at large
    state        text not null,     -- of the mention as it was reviewed, as method, confidence and manual
    method       text,
    confidence   integer,
    manual       integer not null,
    reviewed_at  integer not null,
    actor        text not null,
    reason       text
) strict;

create index ix_link_reviews_mention on link_reviews (mention_id, review_id);

alter table audit_log add column mention_id integer;

-- Null on lines that were promoted before; the rollup that reads them next writes it.
alter table silver_line_items add column mention_id integer;

-- Gold by mention. What a link changes is joined when gold is read, so a changed link changes no row of it.
drop table gold_store_products;
drop table gold_store_brands;
drop table gold_store_categories;
drop table gold_products;
drop table gold_brands;
drop table gold_categories;

create table gold_store_mentions (
    store_id      text not null,
    business_day  text not null,
    mention_id    integer not null,
    category      text not null,     -- as sent, empty is none: it is no part of a mention
    currency      text not null,
    told          integer not null,  -- the last line that told of it: event_id * 1024 + line_number, 2^62 less when it told no name;
                                     -- of the mentions of a product the one with the greatest gives the words
    lines         integer not null,
    units_high    integer not null,
    units_low     integer not null,
    revenue_high  integer not null,
    revenue_low   integer not null,
    rolled_at     integer not null,
    restated_at   integer,
    primary key (store_id, business_day, mention_id, category, currency)
) strict, without rowid;

-- The chain's: a row for each shard, so that the rollups of two shards never touch the same one. Always the sum of the stores' rows.
create table gold_mentions (
    business_day  text not null,
    mention_id    integer not null,
    category      text not null,
    currency      text not null,
    shard         integer not null,
    told          integer not null,
    lines         integer not null,
    units_high    integer not null,
    units_low     integer not null,
    revenue_high  integer not null,
    revenue_low   integer not null,
    rolled_at     integer not null,
    restated_at   integer,
    primary key (business_day, mention_id, category, currency, shard)
) strict, without rowid;

-- What every line counts as: the linked product and the catalogue's words, or what was told.
create view resolved_mentions as
select mention.mention_id, coalesce(mention.linked_product_id, mention.product_id) as product_id,
       coalesce(product.product_name, mention.product_name) as product_name, coalesce(product.brand, mention.brand) as brand,
       product.category as catalog_category
from mentions as mention
left join products as product on product.product_id = mention.linked_product_id;

-- In the views of products the words come from the row of the greatest told, as SQLite gives bare columns beside one max(); so the other
-- maxima are found before, by a window.
create view gold_store_products as
select store_id, business_day, product_id, currency, product_name, brand, category, max(told) as told, sum(lines) as lines,
       sum(units_high) as units_high, sum(units_low) as units_low, sum(revenue_high) as revenue_high, sum(revenue_low) as revenue_low,
       last_rolled_at as rolled_at, last_restated_at as restated_at
from (
    select gold.*, mention.product_id, mention.product_name, mention.brand, coalesce(mention.catalog_category, nullif(gold.category, '')) as category,
           max(gold.rolled_at) over bucket as last_rolled_at, max(gold.restated_at) over bucket as last_restated_at
    from gold_store_mentions as gold
    join resolved_mentions as mention on mention.mention_id = gold.mention_id
    window bucket as (partition by gold.store_id, gold.business_day, mention.product_id, gold.currency)
)
group by store_id, business_day, product_id, currency;

create view gold_store_brands as
select gold.store_id, gold.business_day, coalesce(mention.brand, '') as brand, gold.currency, sum(gold.lines) as lines,
       sum(gold.units_high) as units_high, sum(gold.units_low) as units_low, sum(gold.revenue_high) as revenue_high, sum(gold.revenue_low) as revenue_low,
       max(gold.rolled_at) as rolled_at, max(gold.restated_at) as restated_at
from gold_store_mentions as gold
join resolved_mentions as mention on mention.mention_id = gold.mention_id
group by 1, 2, 3, 4;

create view gold_store_categories as
select gold.store_id, gold.business_day, coalesce(mention.catalog_category, gold.category) as category, gold.currency, sum(gold.lines) as lines,
       sum(gold.units_high) as units_high, sum(gold.units_low) as units_low, sum(gold.revenue_high) as revenue_high, sum(gold.revenue_low) as revenue_low,
       max(gold.rolled_at) as rolled_at, max(gold.restated_at) as restated_at
from gold_store_mentions as gold
join resolved_mentions as mention on mention.mention_id = gold.mention_id
group by 1, 2, 3, 4;

create view gold_products as
select business_day, product_id, currency, product_name, brand, category, max(told) as told, sum(lines) as lines,
       sum(units_high) as units_high, sum(units_low) as units_low, sum(revenue_high) as revenue_high, sum(revenue_low) as revenue_low,
       last_rolled_at as rolled_at, last_restated_at as restated_at
from (
    select gold.*, mention.product_id, mention.product_name, mention.brand, coalesce(mention.catalog_category, nullif(gold.category, '')) as category,
           max(gold.rolled_at) over bucket as last_rolled_at, max(gold.restated_at) over bucket as last_restated_at
    from gold_mentions as gold
    join resolved_mentions as mention on mention.mention_id = gold.mention_id
    window bucket as (partition by gold.business_day, mention.product_id, gold.currency)
)
group by business_day, product_id, currency;

create view gold_brands as
select gold.business_day, coalesce(mention.brand, '') as brand, gold.currency, sum(gold.lines) as lines,
       sum(gold.units_high) as units_high, sum(gold.units_low) as units_low, sum(gold.revenue_high) as revenue_high, sum(gold.revenue_low) as revenue_low,
       max(gold.rolled_at) as rolled_at, max(gold.restated_at) as restated_at
from gold_mentions as gold
join resolved_mentions as mention on mention.mention_id = gold.mention_id
group by 1, 2, 3;

create view gold_categories as
select gold.business_day, coalesce(mention.catalog_category, gold.category) as category, gold.currency, sum(gold.lines) as lines,
       sum(gold.units_high) as units_high, sum(gold.units_low) as units_low, sum(gold.revenue_high) as revenue_high, sum(gold.revenue_low) as revenue_low,
       max(gold.rolled_at) as rolled_at, max(gold.restated_at) as restated_at
from gold_mentions as gold
join resolved_mentions as mention on mention.mention_id = gold.mention_id
group by 1, 2, 3;

-- How much is linked and how: mentions, and what gold has of their lines, by currency (null: no line yet).
create view v_product_linking_stats as
with mention as (
    select state, method, count(*) as mentions from mentions group by state, method
), gold as (
    select mention.state, mention.method, gold.currency, sum(gold.lines) as lines,
           sum(gold.revenue_high) as revenue_high, sum(gold.revenue_low) as revenue_low
    from gold_mentions as gold
    join mentions as mention on mention.mention_id = gold.mention_id
    group by 1, 2, 3
)
select mention.state, mention.method, mention.mentions, gold.currency, coalesce(gold.lines, 0) as lines,
       coalesce(gold.revenue_high, 0) as revenue_high, coalesce(gold.revenue_low, 0) as revenue_low
from mention
left join gold on gold.state = mention.state and gold.method is mention.method;

-- All of gold is rolled up anew from silver, now by mention.
delete from gold_store_hours;
delete from gold_store_days;
delete from gold_stores;
update rollup_shards set position = shard << 48, generation = generation + 1, rolled_at = null;
