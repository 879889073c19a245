#!/usr/bin/env bash
# All impacts over made-up registers of several sizes, by the program as a user runs it: opening the store, every finding
# of every listing in effect with its evidence, files and totals. Prints a section of docs/performance.md.
# Usage: measure.sh PROGRAM PARTIES...
# Three listings are made for every hundred parties; some third of them is in effect on the day. Each time is the median
# of three runs after one that builds the graph.
set -euo pipefail
program=$1
shift
day=2025-10-01
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# count KEY: a number of the last summary.
# No `| head`: it would end sed by a signal where a key is often there.
count() { sed -n "s/^ *\"$1\": \([0-9]*\),\{0,1\}\$/\1/; t found; b; :found p; q" "$work/out/summary.json"; }

printf '\n## All impacts: every listing in effect, with evidence, as files\n\n'
printf 'Wanted: 100 000 listings over 10 000 000 parties in at most 10 s and 8 GiB.\n\n'
printf '| parties | listings in effect | with findings | findings | time | a listing | peak memory |\n|---:|---:|---:|---:|---:|---:|---:|\n'
for parties in "$@"; do
  rm -rf "${work:?}"/*
  "$program" generate --entities "$parties" --listings "$((parties * 3 / 100))" --out "$work/csv" >&2
  "$program" --data "$work/store" import "$work/csv" >&2
  rm -rf "$work/csv"
  for run in 0 1 2 3; do
    rm -rf "$work/out"
    /usr/bin/time --format '%e %M' --output "$work/time.$run" \
      "$program" --data "$work/store" --as-of "$day" impact --out "$work/out" >/dev/null
  done
  sort -n "$work"/time.[123] | sed -n 2p >"$work/median"
  read -r seconds _ <"$work/median"
  memory=$(cut -d ' ' -f 2 "$work"/time.[123] | sort -n | tail -n 1)
  listings=$(count listings)
  printf '| %s | %s | %s | %s | %s s | %s us | %s MB |\n' "$parties" "$listings" "$(count listings_with_findings)" \
    "$(count findings)" "$seconds" "$(awk -v s="$seconds" -v n="$listings" 'BEGIN { printf "%.0f", s * 1e6 / n }')" "$((memory / 1024))"
done
