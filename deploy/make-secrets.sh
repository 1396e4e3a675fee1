#!/usr/bin/env bash
# Makes the passwords that compose.yaml mounts, once: make-secrets.sh [folder]. What exists already is kept.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
folder=${1:-$here/secrets}

mkdir -p "$folder"
# The containers' users have other numbers than whoever runs this, so the files are readable and the folder is not.
chmod 700 "$folder"
umask 022

random() { head -c 24 /dev/urandom | od -An -v -tx1 | tr -d ' \n'; }

for name in postgres-password grafana-password; do
    [ -s "$folder/$name" ] || random >"$folder/$name"
done
printf 'postgres:5432:scout:scout:%s\n' "$(cat "$folder/postgres-password")" >"$folder/pgpass"
echo "The passwords are in $folder. Grafana's user is admin."
