-- Gold: what readers ask for, summed by store-local hours and business days. Every row can be made again from silver.

-- How far gold of a shard includes silver, in positions of promotion_shards. Gold of existing silver is rolled up after the start.
create table scout.rollup_shards (
    shard       smallint primary key,
    position    bigint not null,
    generation  bigint not null default 0,
    rolled_at   timestamptz
);

comment on column scout.rollup_shards.generation is 'raised by each rebuild: a rollup prepared before it finds itself too late';

insert into scout.rollup_shards (shard, position)
select shard, shard::bigint << 48 from generate_series(0, 7) as shard;

-- How the rows of each store are cut. Follows the profile by a rebuild of the store, so that its rows are always of one cut.
create table scout.gold_stores (
    store_id            text collate "C" primary key,
    shard               smallint not null,
    time_zone           text not null,
    business_day_start  time not null,
    currency            text not null,
    watermark           timestamptz not null
) with (fillfactor = 70);

create index ix_gold_stores_shard on scout.gold_stores (shard);

comment on column scout.gold_stores.currency is 'in which the tables of the chain count what names no currency';
comment on column scout.gold_stores.watermark is 'the greatest event time in the rows; one ahead of its receipt counts as the receipt';

create table scout.gold_store_hours (
    store_id      text collate "C" not null,
    hour_start    timestamptz not null,
    currency      text collate "C" not null,
    transactions  bigint not null,
    returns       bigint not null,
    items         bigint not null,
    units         numeric(38, 4) not null,
    revenue       numeric(38, 4) not null,
    late          bigint not null,
    rolled_at     timestamptz not null,
    restated_at   timestamptz,
    primary key (store_id, hour_start, currency)
) with (fillfactor = 70);

create index ix_gold_store_hours_hour on scout.gold_store_hours (hour_start);

comment on column scout.gold_store_hours.hour_start is 'the instant at which the local hour begins';
comment on column scout.gold_store_hours.currency is 'as sent; empty is the store''s own, here and in all tables gold_store_*';
comment on column scout.gold_store_hours.restated_at is 'when a late event, an amendment or a rebuild last changed the bucket after it had ended';

create table scout.gold_store_days (
    store_id      text collate "C" not null,
    business_day  date not null,
    currency      text collate "C" not null,
    transactions  bigint not null,
    returns       bigint not null,
    items         bigint not null,
    units         numeric(38, 4) not null,
    revenue       numeric(38, 4) not null,
    late          bigint not null,
    rolled_at     timestamptz not null,
    restated_at   timestamptz,
    primary key (store_id, business_day, currency)
) with (fillfactor = 70);

create index ix_gold_store_days_day on scout.gold_store_days (business_day);

-- told: which line told name, brand and category last (event_id * 1024 + line_number; 2^62 less when it told no name, so that it counts
-- for less than any that did). Of two rows that are added, the words of the greater stay: in any order the result is the same.
create table scout.gold_store_products (
    store_id      text collate "C" not null,
    business_day  date not null,
    product_id    text collate "C" not null,
    currency      text collate "C" not null,
    product_name  text,
    brand         text,
    category      text,
    told          bigint not null,
    lines         bigint not null,
    units         numeric(38, 4) not null,
    revenue       numeric(38, 4) not null,
    rolled_at     timestamptz not null,
    restated_at   timestamptz,
    primary key (store_id, business_day, product_id, currency)
) with (fillfactor = 70);

create table scout.gold_store_brands (
    store_id      text collate "C" not null,
    business_day  date not null,
    brand         text collate "C" not null,
    currency      text collate "C" not null,
    lines         bigint not null,
    units         numeric(38, 4) not null,
    revenue       numeric(38, 4) not null,
    rolled_at     timestamptz not null,
    restated_at   timestamptz,
    primary key (store_id, business_day, brand, currency)
) with (fillfactor = 70);

create table scout.gold_store_categories (
    store_id      text collate "C" not null,
    business_day  date not null,
    category      text collate "C" not null,
    currency      text collate "C" not null,
    lines         bigint not null,
    units         numeric(38, 4) not null,
    revenue       numeric(38, 4) not null,
    rolled_at     timestamptz not null,
    restated_at   timestamptz,
    primary key (store_id, business_day, category, currency)
) with (fillfactor = 70);

-- The chain's: a row for each shard, so that the rollups of two shards never touch the same one. Always the sum of the stores' rows.
create table scout.gold_products (
    business_day  date not null,
    product_id    text collate "C" not null,
    currency      text collate "C" not null,
    shard         smallint not null,
    product_name  text,
    brand         text,
    category      text,
    told          bigint not null,
    lines         bigint not null,
    units         numeric(38, 4) not null,
    revenue       numeric(38, 4) not null,
    rolled_at     timestamptz not null,
    restated_at   timestamptz,
    primary key (business_day, product_id, currency, shard)
) with (fillfactor = 70);

create table scout.gold_brands (
    business_day  date not null,
    brand         text collate "C" not null,
    currency      text collate "C" not null,
    shard         smallint not null,
    lines         bigint not null,
    units         numeric(38, 4) not null,
    revenue       numeric(38, 4) not null,
    rolled_at     timestamptz not null,
    restated_at   timestamptz,
    primary key (business_day, brand, currency, shard)
) with (fillfactor = 70);

create table scout.gold_categories (
    business_day  date not null,
    category      text collate "C" not null,
    currency      text collate "C" not null,
    shard         smallint not null,
    lines         bigint not null,
    units         numeric(38, 4) not null,
    revenue       numeric(38, 4) not null,
    rolled_at     timestamptz not null,
    restated_at   timestamptz,
    primary key (business_day, category, currency, shard)
) with (fillfactor = 70);

-- A view, because a store's region may be corrected at any time.
create view scout.gold_regions as
select day.business_day, coalesce(store.region, '') as region, coalesce(nullif(day.currency, ''), store.currency, '') as currency,
       sum(day.transactions)::bigint as transactions, sum(day.returns)::bigint as returns, sum(day.items)::bigint as items,
       sum(day.units) as units, sum(day.revenue) as revenue, sum(day.late)::bigint as late,
       max(day.rolled_at) as rolled_at, max(day.restated_at) as restated_at
from scout.gold_store_days as day
left join scout.stores as store on store.store_id = day.store_id
group by 1, 2, 3;
