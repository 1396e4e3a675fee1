#!/usr/bin/env bash
# A whole cluster on this machine, for trying and for breaking it: PostgreSQL, three silos and an API in front of them, on loopback only.
#   local-cluster.sh start|status|stop|remove [folder]      keeps data, logs and the built programs in folder (./data/cluster)
#   local-cluster.sh kill|restart 1|2|3|api [folder]        kill -9 one of them; end it in order and start it again
# PORT_OFFSET=100 adds 100 to every port; the folder remembers it.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
source_root=$(dirname "$here")

start_patience=90 # seconds until a process must be ready: it may wait 30 for PostgreSQL, and the first one creates the tables
stop_patience=30  # seconds until a process that was told to stop is killed: it gives itself 27

usage() {
    echo "usage: local-cluster.sh start|status|stop|remove [folder]" >&2
    echo "       local-cluster.sh kill|restart 1|2|3|api [folder]" >&2
    exit 2
}

fail() {
    echo "$*" >&2
    exit 1
}

action=${1:-}
case "$action" in
start | status | stop | remove)
    [ $# -le 2 ] || usage
    target=''
    folder=${2:-./data/cluster}
    ;;
kill | restart)
    case "${2:-}" in
    1 | 2 | 3) target=silo$2 ;;
    api) target=api ;;
    *) usage ;;
    esac
    [ $# -le 3 ] || usage
    folder=${3:-./data/cluster}
    ;;
*) usage ;;
esac
folder=$(realpath -m "$folder")
processes=(silo1 silo2 silo3 api)

# What the folder was made with stays: data and configuration in it name these ports.
offset=${PORT_OFFSET:-}
if [ -f "$folder/port-offset" ]; then
    saved=$(cat "$folder/port-offset")
    [ -z "$offset" ] || [ "$offset" = "$saved" ] || fail "$folder was made with PORT_OFFSET=$saved; use that, or another folder."
    offset=$saved
elif [ "$action" != start ]; then
    fail "No cluster in $folder: local-cluster.sh start${2:+ }${2:-} makes one."
fi
offset=${offset:-0}
[[ $offset =~ ^[0-9]{1,5}$ ]] || fail "PORT_OFFSET is '$offset', which is no number."
offset=$((10#$offset))
[ "$offset" -le 20000 ] || fail "PORT_OFFSET is $offset, but at most 20000 leaves every port in range."

postgres_port=$((5499 + offset))
http_port() { if [ "$1" = api ]; then echo $((8080 + offset)); else echo $((8080 + ${1#silo} + offset)); fi; }
silo_port() { echo $((11110 + ${1#silo} + offset)); }
gateway_port() { echo $((30000 + ${1#silo} + offset)); }
url() { echo "http://127.0.0.1:$(http_port "$1")"; }
program() { if [ "$1" = api ]; then echo "$folder/app/api/Scout.Api.dll"; else echo "$folder/app/silo/Scout.Silo.dll"; fi; }

# A number in a file proves nothing: the process may be gone and its number another's. Its command line tells; a dead child has none.
pid_of() {
    local pid
    pid=$(cat "$folder/$1.pid" 2>/dev/null) || return 1
    [[ "$(ps -ww -o args= -p "$pid" 2>/dev/null)" == *"$(program "$1") --urls $(url "$1")"* ]] || return 1
    echo "$pid"
}
is_running() { pid_of "$1" >/dev/null; }
is_ready() { curl -fsS --max-time 4 -o /dev/null "$(url "$1")/health/ready" 2>/dev/null; }
is_listening() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
postgres_runs() { [ -f "$folder/postgres/postmaster.pid" ] && is_listening "$postgres_port"; }

require_free() {
    ! is_listening "$1" || fail "Port $1 ($2) is taken by another process. End it, or choose other ports: PORT_OFFSET=100 $0 start <another folder>"
}

require_ports_of() {
    require_free "$(http_port "$1")" "HTTP of $1"
    [ "$1" != api ] || return 0
    require_free "$(silo_port "$1")" "silo port of $1"
    require_free "$(gateway_port "$1")" "gateway port of $1"
}

require_tools() {
    local tool
    for tool in dotnet curl ps realpath; do
        command -v "$tool" >/dev/null || fail "$tool is not installed."
    done
}

# The cluster runs from a copy, so that building the tree again does not pull the programs from under it.
build() {
    echo "Building (the log is $folder/build.log) ..."
    local project
    for project in Silo Api; do
        dotnet build -c Release --nologo "$source_root/src/Scout.$project" >"$folder/build.log" 2>&1 || {
            grep -E 'error|warn' "$folder/build.log" | sort -u | head -n 10 >&2
            fail "The build failed: $folder/build.log"
        }
    done
    rm -rf "$folder/app"
    mkdir -p "$folder/app"
    cp -R "$source_root/src/Scout.Silo/bin/Release/net10.0" "$folder/app/silo"
    cp -R "$source_root/src/Scout.Api/bin/Release/net10.0" "$folder/app/api"
}

# Detached: neither the end of this terminal nor Ctrl+C in it reaches the processes.
launch() {
    local name=$1 detach
    detach=$(command -v setsid || command -v nohup)
    (
        cd "$folder"
        export ConnectionStrings__Scout="Host=127.0.0.1;Port=$postgres_port;Database=scout;Username=scout"
        if [ "$name" != api ]; then
            export Scout__Cluster__SiloPort Scout__Cluster__GatewayPort
            Scout__Cluster__SiloPort=$(silo_port "$name")
            Scout__Cluster__GatewayPort=$(gateway_port "$name")
        fi
        "$detach" dotnet "$(program "$name")" --urls "$(url "$name")" >>"$folder/$name.log" 2>&1 </dev/null &
        echo $! >"$folder/$name.pid"
    )
}

wait_ready() {
    local name=$1 deadline=$((SECONDS + start_patience))
    until is_ready "$name"; do
        if ! is_running "$name"; then
            tail -n 15 "$folder/$name.log" >&2
            fail "$name ended before it was ready: $folder/$name.log. What runs goes on running; local-cluster.sh stop ends it."
        fi
        if [ "$SECONDS" -ge "$deadline" ]; then
            tail -n 15 "$folder/$name.log" >&2
            fail "$name is not ready after $start_patience s: $folder/$name.log. What runs goes on running; local-cluster.sh stop ends it."
        fi
        sleep 0.3
    done
    echo "  $name is ready"
}

wait_gone() {
    local name=$1 deadline=$2 pid
    while pid=$(pid_of "$name"); do
        if [ "$SECONDS" -ge "$deadline" ]; then
            kill -9 "$pid" 2>/dev/null || true
            echo "  $name did not end within $stop_patience s and was killed; nothing that was acknowledged is lost"
            rm -f "$folder/$name.pid"
            return
        fi
        sleep 0.2
    done
    rm -f "$folder/$name.pid"
    echo "  $name has ended"
}

# All are told at once and share one deadline; the API first, so that it takes no more requests.
stop_processes() {
    local name pid deadline told=()
    for name in "$@"; do
        pid=$(pid_of "$name") || { rm -f "$folder/$name.pid"; continue; }
        kill -TERM "$pid" 2>/dev/null || true
        told+=("$name")
    done
    deadline=$((SECONDS + stop_patience))
    for name in "${told[@]+"${told[@]}"}"; do
        wait_gone "$name" "$deadline"
    done
}

stop_postgres() {
    postgres_runs || return 0
    "$here/local-postgres.sh" stop "$folder/postgres" "$postgres_port"
    echo "  PostgreSQL has ended"
}

print_addresses() {
    echo
    echo "  API        $(url api)        the live page, /v1 and /health/ready"
    echo "  silos      $(url silo1)  $(url silo2)  $(url silo3)        they take the same requests"
    echo "  dashboard  $(url silo1)/dashboard"
    echo "  database   Host=127.0.0.1;Port=$postgres_port;Database=scout;Username=scout"
    echo "  logs       $folder/*.log"
    echo
    echo "  try a failure:  $0 kill 2 $folder     and then:  $0 restart 2 $folder"
    echo "  stop:           $0 stop $folder     (keeps the data; remove deletes it)"
}

start() {
    require_tools
    local name missing=()
    for name in "${processes[@]}"; do
        is_running "$name" || missing+=("$name")
    done
    if [ ${#missing[@]} -eq 0 ] && postgres_runs; then
        echo "The cluster in $folder runs already."
        print_addresses
        return
    fi

    # Before anything starts: a cluster that is half up is harder to understand than one line.
    postgres_runs || require_free "$postgres_port" PostgreSQL
    for name in "${missing[@]+"${missing[@]}"}"; do
        require_ports_of "$name"
    done

    mkdir -p "$folder"
    echo "$offset" >"$folder/port-offset"
    [ ${#missing[@]} -lt ${#processes[@]} ] || build
    "$here/local-postgres.sh" start "$folder/postgres" "$postgres_port" >/dev/null
    echo "  PostgreSQL is ready"

    # The API comes last: it finds the silos in the database, and ends when there is none.
    local silos=()
    for name in "${missing[@]+"${missing[@]}"}"; do
        [ "$name" = api ] || silos+=("$name")
    done
    for name in "${silos[@]+"${silos[@]}"}"; do launch "$name"; done
    for name in "${silos[@]+"${silos[@]}"}"; do wait_ready "$name"; done
    if ! is_running api; then
        launch api
        wait_ready api
    fi
    print_addresses
}

status() {
    local name pid bad=0
    if postgres_runs; then echo "postgres  runs           port $postgres_port"; else bad=1 && echo "postgres  stopped"; fi
    for name in "${processes[@]}"; do
        if ! pid=$(pid_of "$name"); then
            bad=1
            printf '%-9s stopped\n' "$name"
        elif is_ready "$name"; then
            printf '%-9s ready          pid %s, %s\n' "$name" "$pid" "$(url "$name")"
        else
            bad=1
            printf '%-9s not ready      pid %s, %s\n' "$name" "$pid" "$(url "$name")"
        fi
    done
    return "$bad"
}

case "$action" in
start) start ;;
status) status ;;
stop)
    stop_processes api silo1 silo2 silo3
    stop_postgres
    ;;
remove)
    stop_processes api silo1 silo2 silo3
    stop_postgres
    rm -rf "$folder"
    ;;
kill)
    pid=$(pid_of "$target") || fail "$target does not run."
    kill -9 "$pid"
    echo "  $target was killed (pid $pid)"
    ;;
restart)
    require_tools
    [ -f "$(program "$target")" ] || fail "Nothing is built in $folder yet: local-cluster.sh start"
    postgres_runs || fail "PostgreSQL does not run: local-cluster.sh start"
    stop_processes "$target"
    require_ports_of "$target"
    launch "$target"
    wait_ready "$target"
    ;;
esac
