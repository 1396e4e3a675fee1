-- The catalogue: what mentions are linked to. Rows are replaced, switched off, never deleted.
create table scout.products (
    product_id    text collate "C" primary key,
    sku           text,
    gtin          char(14),
    product_name  text not null,
    brand         text,
    category      text,
    pack_size     text,
    list_price    numeric(19, 4),
    active        boolean not null,
    version       bigint not null,
    updated_at    timestamptz not null
);

create index ix_products_version on scout.products (version);
create index ix_products_gtin on scout.products (gtin) where gtin is not null;
create index ix_products_sku on scout.products (sku) where sku is not null;

comment on column scout.products.version is 'the version of the catalogue that last changed the row or its aliases';

create table scout.product_aliases (
    alias       text collate "C" primary key,
    product_id  text collate "C" not null references scout.products (product_id),
    written     text not null,
    source      text not null check (source in ('catalog', 'review')),
    created_at  timestamptz not null,
    created_by  text not null,
    version     bigint not null
);

create index ix_product_aliases_product on scout.product_aliases (product_id);

comment on column scout.product_aliases.alias is 'normalised (NormalText of Scout.Linking), so that a name has one meaning';

-- One row. Every change of the catalogue is made under its lock.
create table scout.catalog_state (
    catalog            smallint primary key check (catalog = 0),
    version            bigint not null,
    products_version   bigint not null,
    policy             text not null,
    changed_at         timestamptz
);

insert into scout.catalog_state (catalog, version, products_version, policy) values (0, 0, 0, '');

comment on column scout.catalog_state.products_version is 'the version at which a product or the policy changed last; aliases alone do not raise it';
comment on column scout.catalog_state.policy is 'thresholds and matcher that mentions are decided by';

-- The distinct ways in which devices name products. The id follows from what is told (MentionIdentity of Scout.Linking).
create table scout.mentions (
    mention_id            bigint primary key,
    product_id            text collate "C" not null,
    product_name          text,
    brand                 text,
    gtin                  char(14),
    category              text,
    price                 numeric(19, 4),
    first_seen_at         timestamptz not null,
    state                 text not null default 'pending' check (state in ('pending', 'linked', 'review', 'unlinked')),
    linked_product_id     text collate "C",
    candidate_product_id  text collate "C",
    method                text check (method in ('exact_id', 'gtin', 'alias', 'exact_name', 'fuzzy', 'manual')),
    confidence            numeric(5, 4),
    decided_at            timestamptz,
    decided_by            text,
    catalog_version       bigint not null default 0,
    manual                boolean not null default false,
    constraint ck_mentions_linked check ((linked_product_id is not null) = (state = 'linked'))
);

create index ix_mentions_pending on scout.mentions (first_seen_at) where state = 'pending';
create index ix_mentions_state on scout.mentions (state, (coalesce(confidence, 0)) desc, mention_id);

-- What an id or a GTIN decided does not depend on other names, so it is decided again only when a product changes.
create index ix_mentions_version on scout.mentions (state, (coalesce(method in ('exact_id', 'gtin'), false)), catalog_version) where not manual;

comment on column scout.mentions.product_name is 'as first told, at most 1,000 characters of it; so are brand, category and price';
comment on column scout.mentions.linked_product_id is 'what counts: set only while the state is linked';
comment on column scout.mentions.candidate_product_id is 'the best product, linked or not; null when nothing is near';
comment on column scout.mentions.manual is 'a person linked it; no machine changes it';

-- One row: when a machine last decided something.
create table scout.linking_state (
    linking     smallint primary key check (linking = 0),
    decided_at  timestamptz
);

insert into scout.linking_state (linking) values (0);

-- A pair that a person rejected is never linked by a machine again.
create table scout.link_rejections (
    mention_id   bigint not null references scout.mentions (mention_id),
    product_id   text collate "C" not null,
    rejected_at  timestamptz not null,
    rejected_by  text not null,
    reason       text,
    primary key (mention_id, product_id)
);

create table scout.link_reviews (
    review_id    bigint generated always as identity primary key,
    mention_id   bigint not null references scout.mentions (mention_id),
    product_id   text not null,
    verdict      text not null check (verdict in ('accept', 'reject')),
    sampled      boolean not null,
    state        text not null,
    method       text,
    confidence   numeric(5, 4),
    manual       boolean not null,
    reviewed_at  timestamptz not null,
    actor        text not null,
    reason       text
);

create index ix_link_reviews_mention on scout.link_reviews (mention_id, review_id);

comment on column scout.link_reviews.state is 'of the mention as it was reviewed, as method, confidence and manual';
comment on column scout.link_reviews.sampled is 'drawn at random: such reviews tell how precise links are at large';

alter table scout.audit_log add column mention_id bigint;

-- Null on lines that were promoted before; the rollup that reads them next writes it.
alter table scout.silver_line_items add column mention_id bigint;

-- Gold by mention. What a link changes is joined when gold is read, so a changed link changes no row of it.
drop table scout.gold_store_products, scout.gold_store_brands, scout.gold_store_categories, scout.gold_products, scout.gold_brands, scout.gold_categories;

create table scout.gold_store_mentions (
    store_id      text collate "C" not null,
    business_day  date not null,
    mention_id    bigint not null,
    category      text collate "C" not null,
    currency      text collate "C" not null,
    told          bigint not null,
    lines         bigint not null,
    units         numeric(38, 4) not null,
    revenue       numeric(38, 4) not null,
    rolled_at     timestamptz not null,
    restated_at   timestamptz,
    primary key (store_id, business_day, mention_id, category, currency)
) with (fillfactor = 70);

comment on column scout.gold_store_mentions.category is 'as sent, empty is none: it is no part of a mention';
comment on column scout.gold_store_mentions.told is 'the last line that told of it: event_id * 1024 + line_number, 2^62 less when it told no name; of the mentions of a product the one with the greatest gives the words';

-- The chain's: a row for each shard, so that the rollups of two shards never touch the same one. Always the sum of the stores' rows.
create table scout.gold_mentions (
    business_day  date not null,
    mention_id    bigint not null,
    category      text collate "C" not null,
    currency      text collate "C" not null,
    shard         smallint not null,
    told          bigint not null,
    lines         bigint not null,
    units         numeric(38, 4) not null,
    revenue       numeric(38, 4) not null,
    rolled_at     timestamptz not null,
    restated_at   timestamptz,
    primary key (business_day, mention_id, category, currency, shard)
) with (fillfactor = 70);

-- What every line counts as: the linked product and the catalogue's words, or what was told.
create view scout.resolved_mentions as
select mention.mention_id, coalesce(mention.linked_product_id, mention.product_id) collate "C" as product_id,
       coalesce(product.product_name, mention.product_name) as product_name, coalesce(product.brand, mention.brand) as brand,
       product.category as catalog_category
from scout.mentions as mention
left join scout.products as product on product.product_id = mention.linked_product_id;

create view scout.gold_store_products as
select gold.store_id, gold.business_day, mention.product_id, gold.currency,
       (array_agg(mention.product_name order by gold.told desc))[1] as product_name, (array_agg(mention.brand order by gold.told desc))[1] as brand,
       (array_agg(coalesce(mention.catalog_category, nullif(gold.category, '')) order by gold.told desc))[1] as category,
       max(gold.told) as told, sum(gold.lines)::bigint as lines, sum(gold.units) as units, sum(gold.revenue) as revenue,
       max(gold.rolled_at) as rolled_at, max(gold.restated_at) as restated_at
from scout.gold_store_mentions as gold
join scout.resolved_mentions as mention on mention.mention_id = gold.mention_id
group by 1, 2, 3, 4;

create view scout.gold_store_brands as
select gold.store_id, gold.business_day, coalesce(mention.brand, '') as brand, gold.currency,
       sum(gold.lines)::bigint as lines, sum(gold.units) as units, sum(gold.revenue) as revenue,
       max(gold.rolled_at) as rolled_at, max(gold.restated_at) as restated_at
from scout.gold_store_mentions as gold
join scout.resolved_mentions as mention on mention.mention_id = gold.mention_id
group by 1, 2, 3, 4;

create view scout.gold_store_categories as
select gold.store_id, gold.business_day, coalesce(mention.catalog_category, gold.category) as category, gold.currency,
       sum(gold.lines)::bigint as lines, sum(gold.units) as units, sum(gold.revenue) as revenue,
       max(gold.rolled_at) as rolled_at, max(gold.restated_at) as restated_at
from scout.gold_store_mentions as gold
join scout.resolved_mentions as mention on mention.mention_id = gold.mention_id
group by 1, 2, 3, 4;

create view scout.gold_products as
select gold.business_day, mention.product_id, gold.currency,
       (array_agg(mention.product_name order by gold.told desc))[1] as product_name, (array_agg(mention.brand order by gold.told desc))[1] as brand,
       (array_agg(coalesce(mention.catalog_category, nullif(gold.category, '')) order by gold.told desc))[1] as category,
       max(gold.told) as told, sum(gold.lines)::bigint as lines, sum(gold.units) as units, sum(gold.revenue) as revenue,
       max(gold.rolled_at) as rolled_at, max(gold.restated_at) as restated_at
from scout.gold_mentions as gold
join scout.resolved_mentions as mention on mention.mention_id = gold.mention_id
group by 1, 2, 3;

create view scout.gold_brands as
select gold.business_day, coalesce(mention.brand, '') as brand, gold.currency,
       sum(gold.lines)::bigint as lines, sum(gold.units) as units, sum(gold.revenue) as revenue,
       max(gold.rolled_at) as rolled_at, max(gold.restated_at) as restated_at
from scout.gold_mentions as gold
join scout.resolved_mentions as mention on mention.mention_id = gold.mention_id
group by 1, 2, 3;

create view scout.gold_categories as
select gold.business_day, coalesce(mention.catalog_category, gold.category) as category, gold.currency,
       sum(gold.lines)::bigint as lines, sum(gold.units) as units, sum(gold.revenue) as revenue,
       max(gold.rolled_at) as rolled_at, max(gold.restated_at) as restated_at
from scout.gold_mentions as gold
join scout.resolved_mentions as mention on mention.mention_id = gold.mention_id
group by 1, 2, 3;

-- How much is linked and how: mentions, and what gold has of their lines, by currency (null: no line yet).
create view scout.v_product_linking_stats as
with mention as (
    select state, method, count(*) as mentions from scout.mentions group by state, method
), gold as (
    select mention.state, mention.method, gold.currency, sum(gold.lines)::bigint as lines, sum(gold.revenue) as revenue
    from scout.gold_mentions as gold
    join scout.mentions as mention on mention.mention_id = gold.mention_id
    group by 1, 2, 3
)
select mention.state, mention.method, mention.mentions, gold.currency, coalesce(gold.lines, 0) as lines, coalesce(gold.revenue, 0) as revenue
from mention
left join gold on gold.state = mention.state and gold.method is not distinct from mention.method;

-- All of gold is rolled up anew from silver, now by mention.
delete from scout.gold_store_hours;
delete from scout.gold_store_days;
delete from scout.gold_stores;
update scout.rollup_shards set position = shard::bigint << 48, generation = generation + 1, rolled_at = null;
