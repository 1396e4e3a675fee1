-- Corrections: revision 0 is what the device sent, each further one is what a correction made of it. A constant default is kept in the
-- catalog, so no row of a filled table is rewritten; the index of the identity is built anew.
alter table scout.bronze_events add column revision smallint not null default 0;
alter table scout.bronze_events drop constraint ux_bronze_events_identity;
alter table scout.bronze_events add constraint ux_bronze_events_identity unique (store_id, transaction_id, revision);

-- Entries: 1 is what the transaction adds, -1 takes the same away again. The rows of a reversal carry negated sums, so that whoever adds
-- up rows needs no word of this; transactions are counted by sum(entry).
alter table scout.silver_line_items drop constraint fk_silver_line_items_transaction;
alter table scout.silver_line_items drop constraint silver_line_items_pkey;
alter table scout.silver_transactions drop constraint silver_transactions_pkey;

-- One check and not two: each costs a promotion about a microsecond a row.
alter table scout.silver_transactions drop constraint ck_silver_transactions_row;
alter table scout.silver_transactions
    add column entry smallint not null default 1,
    add constraint ck_silver_transactions_row
        check (type in ('sale', 'return') and abs(total_amount) < 1000000000000 and (entry = 1 or entry = -1));
alter table scout.silver_transactions add constraint silver_transactions_pkey primary key (event_id, entry);

alter table scout.silver_line_items add column entry smallint not null default 1;
alter table scout.silver_line_items add constraint silver_line_items_pkey primary key (event_id, line_number, entry);
alter table scout.silver_line_items add constraint fk_silver_line_items_transaction
    foreign key (event_id, entry) references scout.silver_transactions (event_id, entry);

comment on column scout.silver_transactions.entry is '1: what the transaction adds; -1: its reversal, the same row negated';

-- What a rule holds: in bronze, and in no range of bronze_pending. The row stays when it is decided.
create table scout.quarantine (
    event_id        bigint primary key references scout.bronze_events (event_id),
    store_id        text collate "C" not null,
    transaction_id  text collate "C" not null,
    received_at     timestamptz not null,
    broken_rules    smallint not null,
    findings        text not null,
    state           text not null default 'open' check (state in ('open', 'released', 'discarded', 'voided', 'corrected')),
    resolved_at     timestamptz,
    resolved_by     text,
    reason          text
);

create index ix_quarantine_state on scout.quarantine (state, event_id);
create index ix_quarantine_store on scout.quarantine (store_id, event_id);
create index ix_quarantine_received on scout.quarantine (received_at);

comment on column scout.quarantine.broken_rules is 'of the last evaluation, as findings are; those of the first stay in bronze_events';
comment on column scout.quarantine.findings is 'JSON: [{"rule","path","value","limit"}]';

alter table scout.dead_letters drop constraint dead_letters_kind_check;
alter table scout.dead_letters
    add constraint dead_letters_kind_check check (kind in ('conflict', 'unpromotable', 'unstorable', 'rejected')),
    add column state text not null default 'open' check (state in ('open', 'replayed', 'discarded', 'corrected')),
    add column resolved_at timestamptz,
    add column resolved_by text;

create index ix_dead_letters_state on scout.dead_letters (state, dead_letter_id);

-- Who did what and why, written in the transaction of the deed.
create table scout.audit_log (
    audit_id        bigint generated always as identity primary key,
    acted_at        timestamptz not null,
    actor           text not null,
    action          text not null,
    store_id        text collate "C",
    transaction_id  text collate "C",
    event_id        bigint,
    reason          text
);

create index ix_audit_log_transaction on scout.audit_log (store_id, transaction_id, audit_id);

-- What operators changed about the rules; a null leaves that member as it is further out.
create table scout.quality_rules (
    store_id  text collate "C" not null,
    rule      text collate "C" not null,
    action    text,
    share     numeric(19, 4),
    amount    numeric(19, 4),
    span_us   bigint,
    version   bigint not null,
    primary key (store_id, rule)
);

create index ix_quality_rules_version on scout.quality_rules (version);
create sequence scout.quality_rules_version as bigint start 1 no cycle;

comment on column scout.quality_rules.store_id is 'empty: the whole chain';
comment on column scout.quality_rules.span_us is 'microseconds';
