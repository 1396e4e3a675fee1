-- The fence of each shard. Whoever raises the epoch is its promoter; a promotion holds the row's lock until it commits.
create table scout.promotion_shards (
    shard           smallint primary key,
    epoch           bigint not null,
    position        bigint not null,
    promoted_at     timestamptz
);

insert into scout.promotion_shards (shard, epoch, position)
select shard, 0, shard::bigint << 48 from generate_series(0, 7) as shard;

-- abs(x) < 10^12 also keeps NaN out, which PostgreSQL holds greater than every number.
create table scout.silver_transactions (
    event_id                 bigint primary key,
    position                 bigint not null,
    occurred_at              timestamptz not null,
    received_at              timestamptz not null,
    promoted_at              timestamptz not null,
    device_seq               bigint,
    item_count               integer not null,
    broken_rules             smallint not null,
    store_id                 text collate "C" not null,
    transaction_id           text collate "C" not null,
    type                     text not null,
    currency                 text,
    total_amount             numeric(19, 4) not null,
    net_amount               numeric(19, 4),
    units                    numeric(22, 4) not null,
    customer_id              text,
    payment_method           text,
    device_id                text,
    original_transaction_id  text,
    constraint ck_silver_transactions_row check (type in ('sale', 'return') and abs(total_amount) < 1000000000000)
);

comment on column scout.silver_transactions.currency is 'as sent; null is the currency of the store''s profile';
comment on column scout.silver_transactions.position is 'the promotion that wrote the row: shard in the high bits, its count below';

create index ix_silver_transactions_position on scout.silver_transactions (position);
create index ix_silver_transactions_store_time on scout.silver_transactions (store_id, occurred_at);

-- Few rows: only devices whose clock is ahead of ours. It keeps find_watermark.sql exact and short.
create index ix_silver_transactions_ahead on scout.silver_transactions (store_id, received_at) where occurred_at > received_at;

create table scout.silver_line_items (
    event_id      bigint not null,
    line_number   integer not null,
    product_id    text not null,
    product_name  text,
    brand         text,
    category      text,
    gtin          text,
    unit          text,
    qty           numeric(19, 4) not null,
    unit_price    numeric(19, 4) not null,
    line_amount   numeric(19, 4) not null,
    discount      numeric(19, 4),
    primary key (event_id, line_number),
    constraint fk_silver_line_items_transaction foreign key (event_id) references scout.silver_transactions (event_id),
    constraint ck_silver_line_items_amount check (abs(line_amount) < 1000000000000 and abs(qty) < 1000000000000)
);
