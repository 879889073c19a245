#!/usr/bin/env bash
# Writes a batch report and a standing report of the demo world and looks at their pages in Chromium.
# Usage: pages.sh PROGRAM SOURCE_FOLDER
set -euo pipefail
program=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"$program" --data store import "$2/datasets/samples/demo" >/dev/null
"$program" --data store --as-of 2020-06-01 impact --out impact >/dev/null
"$program" --data store report quarterly --from 2020-04-01 --to 2020-06-30 --out quarterly >/dev/null
node "$2/tests/e2e/pages.mjs" impact quarterly/quarterly
