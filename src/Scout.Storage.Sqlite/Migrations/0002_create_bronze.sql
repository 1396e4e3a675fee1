-- One number of this counter is a block of 2^20 event ids for one writer.
create table event_id_blocks (
    last_number  integer not null
) strict;

insert into event_id_blocks (last_number) values (0);

-- What arrived, as it arrived. Append-only. The unique key is what makes ingestion idempotent.
create table bronze_events (
    event_id        integer primary key,
    received_at     integer not null,  -- microseconds since 1970-01-01T00:00:00Z
    shard           integer not null,
    broken_rules    integer not null,
    store_id        text not null,
    transaction_id  text not null,
    source_system   text not null,
    content_hash    blob not null,
    body            blob not null,     -- as the device sent it
    constraint ux_bronze_events_identity unique (store_id, transaction_id)
) strict;

-- What waits for promotion: one row for each shard in each committed batch, not one for each event.
create table bronze_pending (
    shard           integer not null,
    first_event_id  integer not null,
    last_event_id   integer not null,
    events          integer not null,
    bytes           integer not null,
    received_at     integer not null,  -- of the oldest, microseconds since 1970-01-01T00:00:00Z
    primary key (shard, first_event_id)
) strict, without rowid;

create table dead_letters (
    dead_letter_id  integer primary key autoincrement,
    kind            text not null check (kind in ('conflict', 'unpromotable', 'unstorable')),
    event_id        integer,
    store_id        text not null,
    transaction_id  text not null,
    source_system   text not null,
    received_at     integer not null,  -- microseconds since 1970-01-01T00:00:00Z
    reason          text not null,
    content_hash    blob not null,
    body            blob not null,
    -- The same body set aside twice is one dead letter: a replay changes nothing.
    constraint ux_dead_letters_content unique (store_id, transaction_id, kind, content_hash)
) strict;
