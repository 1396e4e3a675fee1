#!/usr/bin/env bash
# A private PostgreSQL for trying Scout on this machine, from installed binaries: local-postgres.sh start|stop|remove [folder] [port]
set -euo pipefail
action=${1:-}
folder=$(realpath -m "${2:-./data/postgres}")
port=${3:-5499}

# Debian keeps each version apart; elsewhere pg_config knows.
bin=$(printf '%s\n' /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
[ -x "$bin/initdb" ] || bin=$(pg_config --bindir 2>/dev/null || true)
[ -x "$bin/initdb" ] || { echo "No PostgreSQL binaries found; install the package postgresql." >&2; exit 1; }

# PostgreSQL refuses to run as root.
as() { if [ "$(id -u)" -eq 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi; }

case "$action" in
start)
    if [ ! -f "$folder/PG_VERSION" ]; then
        mkdir -p "$folder"
        [ "$(id -u)" -ne 0 ] || chown postgres "$folder"
        as test -w "$folder" || { echo "The user postgres cannot reach $folder; choose a folder whose parents it may enter." >&2; exit 1; }
        as "$bin/initdb" -D "$folder" -U scout -A trust -E UTF8 --locale=C >/dev/null
        # 150 connections are enough for four silos and a few APIs; docs/deployment.md has the sum.
        printf "listen_addresses = '127.0.0.1'\nport = %s\nunix_socket_directories = ''\nshared_buffers = 512MB\nmax_wal_size = 4GB\nmax_connections = 150\n" "$port" >>"$folder/postgresql.conf"
    fi
    if ! as "$bin/pg_ctl" -D "$folder" status >/dev/null 2>&1; then
        as "$bin/pg_ctl" -D "$folder" -w -l "$folder/server.log" start >/dev/null || { tail -n 5 "$folder/server.log" >&2; exit 1; }
    fi
    "$bin/psql" -h 127.0.0.1 -p "$port" -U scout -d postgres -tAc "select 1 from pg_database where datname = 'scout'" | grep -q 1 ||
        "$bin/createdb" -h 127.0.0.1 -p "$port" -U scout scout
    echo "export ConnectionStrings__Scout='Host=127.0.0.1;Port=$port;Database=scout;Username=scout'"
    ;;
stop) as "$bin/pg_ctl" -D "$folder" -w -m fast stop >/dev/null ;;
remove)
    as "$bin/pg_ctl" -D "$folder" -w -m immediate stop >/dev/null 2>&1 || true
    rm -rf "$folder"
    ;;
*)
    echo "usage: local-postgres.sh start|stop|remove [folder] [port]" >&2
    exit 2
    ;;
esac
