-- How values are kept, in this file and the next ones:
--   instants    integer, microseconds since 1970-01-01T00:00:00Z
--   money, quantities   integer, ten-thousandths of one whole (Amount.Units), so 245.5 is 2455000
--   sums of quantities  two integers, because a thousand of them can exceed 64 bits (0003_create_silver.sql)
--   hashes, bodies      blob
-- Comments stand inside the statements too: SQLite keeps them, and `.schema` shows them.
-- Text compares byte by byte (collation BINARY), which is the order of code points.
create table stores (
    store_id            text primary key,
    name                text,
    region              text,
    province            text,
    city                text,
    time_zone           text not null,
    currency            text not null,
    business_day_start  integer not null default 0,  -- microseconds after local midnight
    active              integer not null default 1 check (active in (0, 1)),
    amount_limit        integer,                     -- ten-thousandths
    registered_at       integer not null,            -- microseconds since 1970-01-01T00:00:00Z
    updated_at          integer not null
) strict, without rowid;
