-- Gold: what readers ask for, summed by store-local hours and business days. Every row can be made again from silver.

-- How far gold of a shard includes silver, in positions of promotion_shards. Gold of existing silver is rolled up after the start.
create table rollup_shards (
    shard       integer primary key,
    position    integer not null,
    generation  integer not null default 0,  -- raised by each rebuild: a rollup prepared before it finds itself too late
    rolled_at   integer                      -- microseconds since 1970-01-01T00:00:00Z, as all that end in _at
) strict;

insert into rollup_shards (shard, position)
values (0, 0 << 48), (1, 1 << 48), (2, 2 << 48), (3, 3 << 48), (4, 4 << 48), (5, 5 << 48), (6, 6 << 48), (7, 7 << 48);

-- How the rows of each store are cut. Follows the profile by a rebuild of the store, so that its rows are always of one cut.
create table gold_stores (
    store_id            text primary key,
    shard               integer not null,
    time_zone           text not null,
    business_day_start  integer not null,  -- microseconds after midnight
    currency            text not null,     -- in which the tables of the chain count what names no currency
    watermark           integer not null   -- the greatest event time in the rows; one ahead of its receipt counts as the receipt
) strict, without rowid;

create index ix_gold_stores_shard on gold_stores (shard);

-- Sums of quantities and amounts in ten-thousandths, each in two parts: high * 1000000000 + low (0003_create_silver.sql).
create table gold_store_hours (
    store_id      text not null,
    hour_start    integer not null,  -- the instant at which the local hour begins
    currency      text not null,     -- as sent; empty is the store's own, here and in all tables gold_store_*
    transactions  integer not null,
    returns       integer not null,
    items         integer not null,
    units_high    integer not null,
    units_low     integer not null,
    revenue_high  integer not null,
    revenue_low   integer not null,
    late          integer not null,
    rolled_at     integer not null,
    restated_at   integer,           -- when a late event, an amendment or a rebuild last changed the bucket after it had ended
    primary key (store_id, hour_start, currency)
) strict, without rowid;

create index ix_gold_store_hours_hour on gold_store_hours (hour_start);

create table gold_store_days (
    store_id      text not null,
    business_day  text not null,
    currency      text not null,
    transactions  integer not null,
    returns       integer not null,
    items         integer not null,
    units_high    integer not null,
    units_low     integer not null,
    revenue_high  integer not null,
    revenue_low   integer not null,
    late          integer not null,
    rolled_at     integer not null,
    restated_at   integer,
    primary key (store_id, business_day, currency)
) strict, without rowid;

create index ix_gold_store_days_day on gold_store_days (business_day);

-- told: which line told name, brand and category last (event_id * 1024 + line_number; 2^62 less when it told no name, so that it counts
-- for less than any that did). Of two rows that are added, the words of the greater stay: in any order the result is the same.
create table gold_store_products (
    store_id      text not null,
    business_day  text not null,
    product_id    text not null,
    currency      text not null,
    product_name  text,
    brand         text,
    category      text,
    told          integer not null,
    lines         integer not null,
    units_high    integer not null,
    units_low     integer not null,
    revenue_high  integer not null,
    revenue_low   integer not null,
    rolled_at     integer not null,
    restated_at   integer,
    primary key (store_id, business_day, product_id, currency)
) strict, without rowid;

create table gold_store_brands (
    store_id      text not null,
    business_day  text not null,
    brand         text not null,
    currency      text not null,
    lines         integer not null,
    units_high    integer not null,
    units_low     integer not null,
    revenue_high  integer not null,
    revenue_low   integer not null,
    rolled_at     integer not null,
    restated_at   integer,
    primary key (store_id, business_day, brand, currency)
) strict, without rowid;

create table gold_store_categories (
    store_id      text not null,
    business_day  text not null,
    category      text not null,
    currency      text not null,
    lines         integer not null,
    units_high    integer not null,
    units_low     integer not null,
    revenue_high  integer not null,
    revenue_low   integer not null,
    rolled_at     integer not null,
    restated_at   integer,
    primary key (store_id, business_day, category, currency)
) strict, without rowid;

-- The chain's: a row for each shard, so that the rollups of two shards never touch the same one. Always the sum of the stores' rows.
create table gold_products (
    business_day  text not null,
    product_id    text not null,
    currency      text not null,
    shard         integer not null,
    product_name  text,
    brand         text,
    category      text,
    told          integer not null,
    lines         integer not null,
    units_high    integer not null,
    units_low     integer not null,
    revenue_high  integer not null,
    revenue_low   integer not null,
    rolled_at     integer not null,
    restated_at   integer,
    primary key (business_day, product_id, currency, shard)
) strict, without rowid;

create table gold_brands (
    business_day  text not null,
    brand         text not null,
    currency      text not null,
    shard         integer not null,
    lines         integer not null,
    units_high    integer not null,
    units_low     integer not null,
    revenue_high  integer not null,
    revenue_low   integer not null,
    rolled_at     integer not null,
    restated_at   integer,
    primary key (business_day, brand, currency, shard)
) strict, without rowid;

create table gold_categories (
    business_day  text not null,
    category      text not null,
    currency      text not null,
    shard         integer not null,
    lines         integer not null,
    units_high    integer not null,
    units_low     integer not null,
    revenue_high  integer not null,
    revenue_low   integer not null,
    rolled_at     integer not null,
    restated_at   integer,
    primary key (business_day, category, currency, shard)
) strict, without rowid;

-- A view, because a store's region may be corrected at any time.
create view gold_regions as
select day.business_day, coalesce(store.region, '') as region, coalesce(nullif(day.currency, ''), store.currency, '') as currency,
       sum(day.transactions) as transactions, sum(day.returns) as returns, sum(day.items) as items,
       sum(day.units_high) as units_high, sum(day.units_low) as units_low,
       sum(day.revenue_high) as revenue_high, sum(day.revenue_low) as revenue_low, sum(day.late) as late,
       max(day.rolled_at) as rolled_at, max(day.restated_at) as restated_at
from gold_store_days as day
left join stores as store on store.store_id = day.store_id
group by 1, 2, 3;
