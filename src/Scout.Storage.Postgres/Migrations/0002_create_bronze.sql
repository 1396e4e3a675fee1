-- One number of this sequence is a block of 2^20 event ids for one writer.
create sequence scout.event_id_blocks as bigint start 1 no cycle;

-- What arrived, as it arrived. Append-only. The unique key is what makes ingestion idempotent.
create table scout.bronze_events (
    event_id        bigint primary key,
    received_at     timestamptz not null,
    shard           smallint not null,
    broken_rules    smallint not null,
    store_id        text collate "C" not null,
    transaction_id  text collate "C" not null,
    source_system   text not null,
    content_hash    bytea not null,
    body            bytea not null,
    constraint ux_bronze_events_identity unique (store_id, transaction_id)
);

-- What waits for promotion: one row for each shard in each committed batch, not one for each event. A batch's row is written by the
-- statement that writes its events, so it is visible exactly when they are, whatever order the ids were handed out in.
create table scout.bronze_pending (
    shard           smallint not null,
    first_event_id  bigint not null,
    last_event_id   bigint not null,
    events          integer not null,
    bytes           bigint not null,
    received_at     timestamptz not null,
    primary key (shard, first_event_id)
);

-- The table stays short while rows rush through it: vacuum by count, at once, or its index fills with dead entries.
alter table scout.bronze_pending set (
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_cost_delay = 0,
    autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 50000
);

create table scout.dead_letters (
    dead_letter_id  bigint generated always as identity primary key,
    kind            text not null check (kind in ('conflict', 'unpromotable', 'unstorable')),
    event_id        bigint,
    store_id        text collate "C" not null,
    transaction_id  text collate "C" not null,
    source_system   text not null,
    received_at     timestamptz not null,
    reason          text not null,
    content_hash    bytea not null,
    body            bytea not null,
    -- The same body set aside twice is one dead letter: a replay changes nothing.
    constraint ux_dead_letters_content unique (store_id, transaction_id, kind, content_hash)
);
