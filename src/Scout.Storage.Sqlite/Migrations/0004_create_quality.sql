-- SQLite cannot change a constraint, so each table whose key changes is made anew, filled and put in the place of the old one. Foreign
-- keys are on while this runs: a child goes before its parent, and a rename carries the references along.

-- Corrections: revision 0 is what the device sent, each further one is what a correction made of it.
create table new_bronze_events (
    event_id        integer primary key,
    received_at     integer not null,  -- microseconds since 1970-01-01T00:00:00Z
    shard           integer not null,
    broken_rules    integer not null,
    revision        integer not null default 0,
    store_id        text not null,
    transaction_id  text not null,
    source_system   text not null,
    content_hash    blob not null,
    body            blob not null,     -- as the device sent it
    constraint ux_bronze_events_identity unique (store_id, transaction_id, revision)
) strict;

insert into new_bronze_events (event_id, received_at, shard, broken_rules, store_id, transaction_id, source_system, content_hash, body)
select event_id, received_at, shard, broken_rules, store_id, transaction_id, source_system, content_hash, body
from bronze_events
order by event_id;

drop table bronze_events;
alter table new_bronze_events rename to bronze_events;

-- Entries: 1 is what the transaction adds, -1 takes the same away again. The rows of a reversal carry negated sums, so that whoever adds
-- up rows needs no word of this; transactions are counted by sum(entry).
create table new_silver_transactions (
    event_id                 integer not null,
    entry                    integer not null default 1,
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
    -- The sum of the quantities in ten-thousandths is units_high * 1000000000 + units_low, both of its sign (0003_create_silver.sql).
    units_high               integer not null,
    units_low                integer not null,
    customer_id              text,
    payment_method           text,
    device_id                text,
    original_transaction_id  text,
    primary key (event_id, entry),
    constraint ck_silver_transactions_row
        check (type in ('sale', 'return') and total_amount between -9999999999999999 and 9999999999999999 and entry in (1, -1))
) strict, without rowid;

create table new_silver_line_items (
    event_id      integer not null,
    line_number   integer not null,
    entry         integer not null default 1,
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
    primary key (event_id, line_number, entry),
    constraint fk_silver_line_items_transaction foreign key (event_id, entry) references new_silver_transactions (event_id, entry),
    constraint ck_silver_line_items_amount
        check (line_amount between -9999999999999999 and 9999999999999999 and qty between -9999999999999999 and 9999999999999999)
) strict, without rowid;

insert into new_silver_transactions
    (event_id, position, occurred_at, received_at, promoted_at, device_seq, item_count, broken_rules, store_id, transaction_id, type,
     currency, total_amount, net_amount, units_high, units_low, customer_id, payment_method, device_id, original_transaction_id)
select event_id, position, occurred_at, received_at, promoted_at, device_seq, item_count, broken_rules, store_id, transaction_id, type,
       currency, total_amount, net_amount, units_high, units_low, customer_id, payment_method, device_id, original_transaction_id
from silver_transactions
order by event_id;

insert into new_silver_line_items
    (event_id, line_number, product_id, product_name, brand, category, gtin, unit, qty, unit_price, line_amount, discount)
select event_id, line_number, product_id, product_name, brand, category, gtin, unit, qty, unit_price, line_amount, discount
from silver_line_items
order by event_id, line_number;

drop table silver_line_items;
drop table silver_transactions;
alter table new_silver_transactions rename to silver_transactions;
alter table new_silver_line_items rename to silver_line_items;

create index ix_silver_transactions_position on silver_transactions (position);
create index ix_silver_transactions_store_time on silver_transactions (store_id, occurred_at);

-- Few rows: only devices whose clock is ahead of ours. It keeps find_watermark.sql exact and short.
create index ix_silver_transactions_ahead on silver_transactions (store_id, received_at) where occurred_at > received_at;

-- What a rule holds: in bronze, and in no range of bronze_pending. The row stays when it is decided.
create table quarantine (
    event_id        integer primary key references bronze_events (event_id),
    store_id        text not null,
    transaction_id  text not null,
    received_at     integer not null,
    broken_rules    integer not null,  -- of the last evaluation, as findings are; those of the first stay in bronze_events
    findings        text not null,     -- JSON: [{"rule","path","value","limit"}]
    state           text not null default 'open' check (state in ('open', 'released', 'discarded', 'voided', 'corrected')),
    resolved_at     integer,
    resolved_by     text,
    reason          text
) strict;

create index ix_quarantine_state on quarantine (state, event_id);
create index ix_quarantine_store on quarantine (store_id, event_id);
create index ix_quarantine_received on quarantine (received_at);

create table new_dead_letters (
    dead_letter_id  integer primary key autoincrement,
    kind            text not null check (kind in ('conflict', 'unpromotable', 'unstorable', 'rejected')),
    event_id        integer,
    store_id        text not null,
    transaction_id  text not null,
    source_system   text not null,
    received_at     integer not null,  -- microseconds since 1970-01-01T00:00:00Z
    reason          text not null,
    content_hash    blob not null,
    state           text not null default 'open' check (state in ('open', 'replayed', 'discarded', 'corrected')),
    resolved_at     integer,
    resolved_by     text,
    body            blob not null,
    -- The same body set aside twice is one dead letter: a replay changes nothing.
    constraint ux_dead_letters_content unique (store_id, transaction_id, kind, content_hash)
) strict;

insert into new_dead_letters
    (dead_letter_id, kind, event_id, store_id, transaction_id, source_system, received_at, reason, content_hash, body)
select dead_letter_id, kind, event_id, store_id, transaction_id, source_system, received_at, reason, content_hash, body
from dead_letters
order by dead_letter_id;

drop table dead_letters;
alter table new_dead_letters rename to dead_letters;

create index ix_dead_letters_state on dead_letters (state, dead_letter_id);

-- Who did what and why, written in the transaction of the deed.
create table audit_log (
    audit_id        integer primary key autoincrement,
    acted_at        integer not null,
    actor           text not null,
    action          text not null,
    store_id        text,
    transaction_id  text,
    event_id        integer,
    reason          text
) strict;

create index ix_audit_log_transaction on audit_log (store_id, transaction_id, audit_id);

-- What operators changed about the rules; a null leaves that member as it is further out.
create table quality_rules (
    store_id  text not null,  -- empty: the whole chain
    rule      text not null,
    action    text,
    share     integer,        -- ten-thousandths, as the amount
    amount    integer,
    span_us   integer,        -- microseconds
    version   integer not null,
    primary key (store_id, rule)
) strict, without rowid;

create index ix_quality_rules_version on quality_rules (version);

create table quality_rules_version (
    last_version  integer not null
) strict;

insert into quality_rules_version (last_version) values (0);
