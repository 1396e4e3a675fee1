-- Where the sanity checks of silver stand: one row for the last run, one for how far each shard was looked at, one for each check, and
-- the events that failed, bounded by a setting, so that the next run finds out whether they still do.
create table scout.quality_check_runs (
    only_row     boolean primary key default true check (only_row),
    version      bigint not null,
    ran_at       timestamptz,
    is_full      boolean not null,
    events       bigint not null,
    full_ran_at  timestamptz
);

insert into scout.quality_check_runs (version, is_full, events) values (0, true, 0);

create table scout.quality_check_positions (
    shard     smallint primary key,
    position  bigint not null
);

insert into scout.quality_check_positions (shard, position)
select shard, shard::bigint << 48 from generate_series(0, 7) as shard;

create table scout.quality_checks (
    check_name   text collate "C" primary key,
    failures     bigint not null,
    unexplained  bigint not null,
    dropped      bigint not null,
    severity     text not null check (severity in ('ok', 'warning', 'critical'))
);

comment on column scout.quality_checks.dropped is 'failures that are counted and not kept in quality_check_failures, because too many are';

create table scout.quality_check_failures (
    check_name      text collate "C" not null,
    event_id        bigint not null,
    explained       boolean not null,
    store_id        text,
    transaction_id  text,
    value           numeric,
    limit_value     numeric,
    note            text,
    primary key (check_name, event_id)
);

-- Few rows: only returns that name what they return. Who looks at an original finds them, and the other way round.
create index ix_silver_transactions_original on scout.silver_transactions (store_id, original_transaction_id)
    where original_transaction_id is not null;

-- Ids grow with time: 48 bits of it stand in front. The partial unique index is what keeps a cause to one alert, whoever raises it.
create table scout.alerts (
    alert_id              text collate "C" primary key,
    cause                 text collate "C" not null,
    kind                  text not null check (kind in ('check_failed', 'quarantine_rate', 'stage_stalled', 'store_silent')),
    severity              text not null check (severity in ('info', 'warning', 'critical')),
    state                 text not null default 'open' check (state in ('open', 'acknowledged', 'resolved')),
    store_id              text,
    stage                 text,
    message               text not null,
    opened_at             timestamptz not null,
    last_seen_at          timestamptz not null,
    times_seen            bigint not null default 1,
    acknowledged_at       timestamptz,
    acknowledged_by       text,
    resolved_at           timestamptz,
    resolved_by           text
);

create unique index ux_alerts_standing on scout.alerts (cause) where state in ('open', 'acknowledged');
create index ix_alerts_state on scout.alerts (state, alert_id);
create index ix_alerts_silenced on scout.alerts (resolved_at) where resolved_by is not null;

comment on column scout.alerts.resolved_by is 'null when the cause went away by itself';

-- What is to be delivered of an alert, written with the change it tells of. due_at is also the lease: whoever takes a row moves it on.
create table scout.alert_deliveries (
    delivery_id   bigint generated always as identity primary key,
    alert_id      text collate "C" not null references scout.alerts (alert_id),
    webhook_id    text not null,
    event         text not null,
    target        text not null,
    body          text not null,
    state         text not null default 'waiting' check (state in ('waiting', 'delivered', 'given_up')),
    attempts      integer not null default 0,
    created_at    timestamptz not null,
    due_at        timestamptz not null,
    delivered_at  timestamptz,
    last_fault    text
);

create index ix_alert_deliveries_due on scout.alert_deliveries (due_at) where state = 'waiting';
create index ix_alert_deliveries_alert on scout.alert_deliveries (alert_id, delivery_id);
