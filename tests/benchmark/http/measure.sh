#!/usr/bin/env bash
# Requests a second of the service beside those of a bare server of the same library, on loopback, in turns.
# Usage: measure.sh PROGRAM BARE SOURCE_FOLDER [SECONDS [CONNECTIONS]]
# wrk shares the cores with the server it drives; what counts is the ratio.
set -euo pipefail
program=$1
bare=$2
source_folder=$3
seconds=${4:-5}
connections=${5:-32}
work=$(mktemp -d)
pids=()
finish() {
  ((${#pids[@]} == 0)) || kill "${pids[@]}" 2>/dev/null || true
  wait
  rm -rf "$work"
}
trap finish EXIT

# at FILE: waits for the line that names the port, and prints the address.
at() {
  for _ in $(seq 200); do
    if grep -q '^listening on ' "$1"; then
      sed -n 's/^listening on //p' "$1"
      return
    fi
    sleep 0.05
  done
  cat "$1" >&2
  return 1
}

"$program" --data "$work/store" import "$source_folder/datasets/samples/demo" >/dev/null
token=$("$program" --data "$work/store" token add --user bench --role steward --unit bench --unit-name 示例信用办 2>/dev/null)
cat >"$work/serve.json" <<'CONFIG'
{"port": 0, "log_requests": false, "limits": {"requests_per_second": 1000000, "burst": 1000000}}
CONFIG
"$program" --data "$work/store" serve --config "$work/serve.json" >"$work/ours.txt" 2>&1 &
pids+=($!)
# Its standard input stays open for as long as this script runs.
mkfifo "$work/open"
exec 3<>"$work/open"
"$bare" <"$work/open" >"$work/bare.txt" 2>&1 &
pids+=($!)
ours=$(at "$work/ours.txt")
hello=$(at "$work/bare.txt")

cat >"$work/check.lua" <<'LUA'
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.body = '{"matter": "licence", "subject": {"id": "E101"}}'
LUA

# rate URL [wrk option...]: requests a second; fails when an answer was none of 2xx.
rate() {
  local url=$1
  shift
  wrk -t 1 -c "$connections" -d "${seconds}s" "$@" "$url" >"$work/wrk.txt"
  if grep -q 'Non-2xx' "$work/wrk.txt"; then
    cat "$work/wrk.txt" >&2
    return 1
  fi
  sed -n 's/^Requests\/sec: *//p' "$work/wrk.txt"
}

auth="Authorization: Bearer $token"
printf '%-44s %14s %14s %8s\n' request ours/s bare/s ratio
# measure NAME URL [wrk option...]: the best of three turns of each, taken one after the other.
measure() {
  local name=$1 url=$2 best=0 bare_best=0 got
  shift 2
  for _ in 1 2 3; do
    got=$(rate "$url" -H "$auth" "$@")
    best=$(awk -v a="$best" -v b="$got" 'BEGIN { print (b > a) ? b : a }')
    got=$(rate "$hello/")
    bare_best=$(awk -v a="$bare_best" -v b="$got" 'BEGIN { print (b > a) ? b : a }')
  done
  awk -v n="$name" -v a="$best" -v b="$bare_best" 'BEGIN { printf "%-44s %14.0f %14.0f %8.2f\n", n, a, b, a / b }'
}
measure 'GET /healthz' "$ours/healthz"
measure 'GET /v1/entities/E101/measures' "$ours/v1/entities/E101/measures?as_of=2020-06-01"
measure 'POST /v1/check' "$ours/v1/check" -s "$work/check.lua"
