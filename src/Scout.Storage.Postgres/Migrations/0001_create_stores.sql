-- Identifiers are compared byte by byte: collation "C" is the fastest, and the same on every machine.
create table scout.stores (
    store_id            text collate "C" primary key,
    name                text,
    region              text,
    province            text,
    city                text,
    time_zone           text not null,
    currency            text not null,
    business_day_start  time not null default '00:00',
    active              boolean not null default true,
    amount_limit        numeric(19, 4),
    registered_at       timestamptz not null,
    updated_at          timestamptz not null
);
