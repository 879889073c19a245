#!/usr/bin/env bash
# Writes every standing report of the demo world in all its forms and has other programs read them back.
# Usage: reports.sh PROGRAM SOURCE_FOLDER
set -u
program=$1
source_folder=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
failed=0
fail() {
  echo "FAIL $*"
  failed=$((failed + 1))
}

"$program" --data store import "$source_folder/datasets/samples/demo" >/dev/null || fail "import"
printf 'E303\nE304\n' >firms.txt
period=(--from 2020-01-01 --to 2020-06-30)
for kind in effect quarterly cross grades collection delinquency ledger delivery assessment; do
  for audience in internal public; do
    options=("${period[@]}" --out "$audience")
    [[ $audience == public ]] && options+=(--public)
    [[ $kind == delivery ]] && options+=(--firms firms.txt)
    "$program" --data store report "$kind" "${options[@]}" >out.txt 2>&1 || fail "$kind: $(head -1 out.txt)"
    xmllint --nonet --noout "$audience/$kind.html" || fail "$kind.html is not well-formed"
    python3 "$source_folder/tests/e2e/compare_report.py" "$audience/$kind" || fail "$audience/$kind"
  done
done

# The same question gives the same bytes.
"$program" --data store report cross "${period[@]}" --out again >/dev/null || fail "again"
for ending in xlsx html json; do
  cmp -s "internal/cross.$ending" "again/cross.$ending" || fail "cross.$ending is not the same bytes"
done

# Who asks wrongly is told.
"$program" report gossip --to 2020-06-30 2>&1 | grep -q 'known are effect' || fail "an unknown kind"
"$program" --data store report ledger --to 2020-06-30 2>&1 | grep -q 'state the first day' || fail "no period"
"$program" --data store report cross --from 2020-07-01 --to 2020-06-30 2>&1 | grep -q 'before it begins' ||
  fail "a period that ends before it begins"
"$program" --data store report cross "${period[@]}" --out firms.txt/x.html 2>&1 | grep -q 'firms.txt/x.html' ||
  fail "a file that cannot be written"
"$program" --data store report cross "${period[@]}" | grep -q '按编号比对' || fail "the notes on the terminal"

echo "reports checked, $failed failed"
[[ $failed -eq 0 ]]
