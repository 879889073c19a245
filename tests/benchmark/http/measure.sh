#!/usr/bin/env bash
# Requests a second of the service beside those of a bare server of the same library, on loopback, in turns.
# Usage: measure.sh PROGRAM BARE SOURCE_FOLDER [SECONDS [CONNECTIONS]]
# Prints a section of docs/performance.md. wrk shares the cores with the server it drives; what counts is the ratio.
set -euo pipefail
program=$1
bare=$2
source_folder=$3
seconds=${4:-5}
connections=${5:-32}
if ! command -v wrk >/dev/null; then
  printf '\n## HTTP: the service beside a bare server\n\nNot run: wrk is not installed.\n'
  exit 0
fi
ulimit -n 4096
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
{"port": 0, "log_requests": false, "limits": {"connections": 2000, "requests_per_second": 1000000, "burst": 1000000}}
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

# Twelve parties in turn. DAY is empty (today), a day, or `new`: another day for each request.
cat >"$work/check.lua" <<'LUA'
local parties = {"E101", "E102", "E103", "E104", "E105", "E106", "E107", "E108", "E109", "E110", "B101", "B102"}
local day = os.getenv("DAY") or ""
local requests, at = {}, 0
local function ask(party, on)
  local body = '{"matter": "licence", "subject": {"id": "' .. party .. '"}'
  if on ~= "" then body = body .. ', "as_of": "' .. on .. '"' end
  return wrk.format("POST", nil, nil, body .. "}")
end
function init()
  wrk.headers["Content-Type"] = "application/json"
  for i, party in ipairs(parties) do requests[i] = ask(party, day == "new" and "" or day) end
end
function request()
  at = at + 1
  if day == "new" then return ask(parties[at % #parties + 1], os.date("!%Y-%m-%d", at * 86400)) end
  return requests[at % #requests + 1]
end
LUA
cat >"$work/measures.lua" <<'LUA'
local parties = {"E101", "E102", "E103", "E104", "E105", "E106", "E107", "E108", "E109", "E110", "B101", "B102"}
local requests, at = {}, 0
function init()
  for i, party in ipairs(parties) do
    requests[i] = wrk.format("GET", "/v1/entities/" .. party .. "/measures?as_of=2020-06-01")
  end
end
function request()
  at = at + 1
  return requests[at % #requests + 1]
end
LUA

# rate CONNECTIONS URL [wrk option...]: requests a second; fails when an answer was none of 2xx or a socket failed. Of
# many connections on few cores one may wait longer for its turn than wrk does (2 s): that is counted in timed_out.txt.
rate() {
  local open=$1 url=$2
  shift 2
  wrk -t 1 -c "$open" -d "${seconds}s" "$@" "$url" >"$work/wrk.txt"
  if grep -q 'Non-2xx' "$work/wrk.txt" ||
    grep 'Socket errors' "$work/wrk.txt" | grep -qv 'connect 0, read 0, write 0, timeout'; then
    cat "$work/wrk.txt" >&2
    return 1
  fi
  sed -n 's/.*Socket errors:.* timeout \([0-9]*\).*/\1/p' "$work/wrk.txt" >>"$work/timed_out.txt"
  sed -n 's/^Requests\/sec: *//p' "$work/wrk.txt"
}

auth="Authorization: Bearer $token"
cat <<TEXT

## HTTP: the service beside a bare server

\`wrk -t1 -c$connections\` on the cores of the servers, $seconds s a turn, best of three turns of each, in turn. The bare server is of the same library and says hello, without a token, a log or a question.
Checks and measures ask about twelve parties in turn; every one is authorised, logged and answered from the store's register of the demo.

| request | ours/s | bare/s | ratio | wanted | | timed out in wrk |
|---|---:|---:|---:|---:|---|---:|
TEXT
# measure NAME CONNECTIONS WANTED URL [wrk option...]: best of three turns of each. WANTED `-`: no target.
measure() {
  local name=$1 open=$2 wanted=$3 url=$4 best=0 bare_best=0 got
  shift 4
  : >"$work/timed_out.txt"
  for _ in 1 2 3; do
    got=$(rate "$open" "$url" -H "$auth" "$@")
    best=$(awk -v a="$best" -v b="$got" 'BEGIN { print (b > a) ? b : a }')
    got=$(rate "$open" "$hello/")
    bare_best=$(awk -v a="$bare_best" -v b="$got" 'BEGIN { print (b > a) ? b : a }')
  done
  got=$(awk '{ all += $1 } END { print all + 0 }' "$work/timed_out.txt")
  awk -v n="$name" -v a="$best" -v b="$bare_best" -v w="$wanted" -v late="$got" 'BEGIN {
    verdict = ""
    if (w != "-") { verdict = (a / b >= w) ? "met" : sprintf("missed by %.2f times", w * b / a); w = ">= " w }
    printf "| %s | %.0f | %.0f | %.2f | %s | %s | %d |\n", n, a, b, a / b, w, verdict, late
  }'
}
measure '`GET /healthz`' "$connections" - "$ours/healthz"
export DAY=
measure '`POST /v1/check`, today' "$connections" 0.5 "$ours/v1/check" -s "$work/check.lua"
export DAY=2020-06-01
measure '`POST /v1/check`, a day of listings' "$connections" - "$ours/v1/check" -s "$work/check.lua"
measure '`POST /v1/check`, a day of listings, 1000 connections' 1000 - "$ours/v1/check" -s "$work/check.lua"
export DAY=new
measure '`POST /v1/check`, another day each time' "$connections" - "$ours/v1/check" -s "$work/check.lua"
measure '`GET /v1/entities/{subject}/measures`, a day of listings' "$connections" - "$ours/" -s "$work/measures.lua"
