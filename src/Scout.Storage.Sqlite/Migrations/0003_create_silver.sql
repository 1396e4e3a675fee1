-- The fence of each shard. Whoever raises the epoch is its promoter.
create table promotion_shards (
    shard        integer primary key,
    epoch        integer not null,
    position     integer not null,
    promoted_at  integer           -- microseconds since 1970-01-01T00:00:00Z
) strict;

insert into promotion_shards (shard, epoch, position)
values (0, 0, 0 << 48), (1, 0, 1 << 48), (2, 0, 2 << 48), (3, 0, 3 << 48), (4, 0, 4 << 48), (5, 0, 5 << 48), (6, 0, 6 << 48), (7, 0, 7 << 48);

-- A range is checked with "between": abs() of the least integer is an error that is not a constraint's.
create table silver_transactions (
    event_id                 integer primary key,
    position                 integer not null,  -- the promotion that wrote the row: shard in the high bits, its count below
    occurred_at              integer not null,  -- microseconds since 1970-01-01T00:00:00Z, as all that end in _at
    received_at              integer not null,
    promoted_at              integer not null,
    device_seq               integer,
    item_count               integer not null,
    broken_rules             integer not null,
    store_id                 text not null,
    transaction_id           text not null,
    type                     text not null,
    currency                 text,              -- as sent; null is the currency of the store's profile
    total_amount             integer not null,  -- ten-thousandths
    net_amount               integer,           -- ten-thousandths
    -- The sum of the quantities in ten-thousandths is units_high * 1000000000 + units_low, both of its sign. A thousand lines just
    -- below 10^12 make 10^19, more than one integer holds, and refusing here what PostgreSQL takes would make two different stores.
    units_high               integer not null,
    units_low                integer not null,
    customer_id              text,
    payment_method           text,
    device_id                text,
    original_transaction_id  text,
    constraint ck_silver_transactions_row
        check (type in ('sale', 'return') and total_amount between -9999999999999999 and 9999999999999999)
) strict;

create index ix_silver_transactions_position on silver_transactions (position);
create index ix_silver_transactions_store_time on silver_transactions (store_id, occurred_at);

-- Few rows: only devices whose clock is ahead of ours. It keeps find_watermark.sql exact and short.
create index ix_silver_transactions_ahead on silver_transactions (store_id, received_at) where occurred_at > received_at;

create table silver_line_items (
    event_id      integer not null,
    line_number   integer not null,
    product_id    text not null,
    product_name  text,
    brand         text,
    category      text,
    gtin          text,
    unit          text,
    qty           integer not null,  -- ten-thousandths, as all that follow
    unit_price    integer not null,
    line_amount   integer not null,
    discount      integer,
    primary key (event_id, line_number),
    constraint fk_silver_line_items_transaction foreign key (event_id) references silver_transactions (event_id),
    constraint ck_silver_line_items_amount
        check (line_amount between -9999999999999999 and 9999999999999999 and qty between -9999999999999999 and 9999999999999999)
) strict, without rowid;
