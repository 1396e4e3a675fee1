-- Where the sanity checks of silver stand: one row for the last run, one for how far each shard was looked at, one for each check, and
-- the events that failed, bounded by a setting, so that the next run finds out whether they still do.
create table quality_check_runs (
    only_row     integer primary key default 1 check (only_row = 1),
    version      integer not null,
    ran_at       integer,           -- microseconds since 1970-01-01T00:00:00Z, as all that end in _at
    is_full      integer not null check (is_full in (0, 1)),
    events       integer not null,
    full_ran_at  integer
) strict;

insert into quality_check_runs (version, is_full, events) values (0, 1, 0);

create table quality_check_positions (
    shard     integer primary key,
    position  integer not null
) strict;

insert into quality_check_positions (shard, position)
values (0, 0 << 48), (1, 1 << 48), (2, 2 << 48), (3, 3 << 48), (4, 4 << 48), (5, 5 << 48), (6, 6 << 48), (7, 7 << 48);

create table quality_checks (
    check_name   text primary key,
    failures     integer not null,
    unexplained  integer not null,
    dropped      integer not null,  -- failures that are counted and not kept in quality_check_failures, because too many are
    severity     text not null check (severity in ('ok', 'warning', 'critical'))
) strict, without rowid;

create table quality_check_failures (
    check_name      text not null,
    event_id        integer not null,
    explained       integer not null check (explained in (0, 1)),
    store_id        text,
    transaction_id  text,
    value           text,  -- decimal digits: a sum of lines may be wider than an integer of ten-thousandths
    limit_value     text,
    note            text,
    primary key (check_name, event_id)
) strict, without rowid;

-- Few rows: only returns that name what they return. Who looks at an original finds them, and the other way round.
create index ix_silver_transactions_original on silver_transactions (store_id, original_transaction_id)
    where original_transaction_id is not null;

-- Ids grow with time: 48 bits of it stand in front. The partial unique index is what keeps a cause to one alert, whoever raises it.
create table alerts (
    alert_id         text primary key,
    cause            text not null,
    kind             text not null check (kind in ('check_failed', 'quarantine_rate', 'stage_stalled', 'store_silent')),
    severity         text not null check (severity in ('info', 'warning', 'critical')),
    state            text not null default 'open' check (state in ('open', 'acknowledged', 'resolved')),
    store_id         text,
    stage            text,
    message          text not null,
    opened_at        integer not null,
    last_seen_at     integer not null,
    times_seen       integer not null default 1,
    acknowledged_at  integer,
    acknowledged_by  text,
    resolved_at      integer,
    resolved_by      text  -- null when the cause went away by itself
) strict, without rowid;

create unique index ux_alerts_standing on alerts (cause) where state in ('open', 'acknowledged');
create index ix_alerts_state on alerts (state, alert_id);
create index ix_alerts_silenced on alerts (resolved_at) where resolved_by is not null;

-- What is to be delivered of an alert, written with the change it tells of. due_at is also the lease: whoever takes a row moves it on.
create table alert_deliveries (
    delivery_id   integer primary key autoincrement,
    alert_id      text not null references alerts (alert_id),
    webhook_id    text not null,
    event         text not null,
    target        text not null,
    body          text not null,
    state         text not null default 'waiting' check (state in ('waiting', 'delivered', 'given_up')),
    attempts      integer not null default 0,
    created_at    integer not null,
    due_at        integer not null,
    delivered_at  integer,
    last_fault    text
) strict;

create index ix_alert_deliveries_due on alert_deliveries (due_at) where state = 'waiting';
create index ix_alert_deliveries_alert on alert_deliveries (alert_id, delivery_id);
