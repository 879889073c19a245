#!/usr/bin/env bash
# Compiles the TypeScript client, tests it by itself, then against the program serving the demo world.
# Usage: client.sh PROGRAM SOURCE_FOLDER
set -euo pipefail
program=$1
client=$2/server/console/client
work=$(mktemp -d)
service=
finish() {
  if [[ -n $service ]]; then
    kill "$service" 2>/dev/null || true
    wait "$service" || true
  fi
  rm -rf "$work"
}
trap finish EXIT
cd "$work"

# The example of the page is the one that is compiled.
sed -n '/^```ts$/,/^```$/p' "$client/README.md" | sed '1d;$d' | diff - "$client/example/gate.ts"

# Every error of a type fails here: strict, and nothing is written where one is found.
tsc -p "$client" --outDir "$work"
echo '{"type": "module"}' >package.json
node test/parts_test.js

"$program" --data store import "$2/datasets/samples/demo" >/dev/null
# token USER ROLE UNIT NAME [REGION]
token() {
  "$program" --data store token add --user "$1" --role "$2" --unit "$3" --unit-name "$4" ${5:+--region "$5"} 2>/dev/null
}
TOKEN_steward=$(token steward steward credit 示例信用办)
TOKEN_finance=$(token finance department fin 区财政局 350104)
TOKEN_county=$(token county department county 县市场监督管理局 152224)
export TOKEN_steward TOKEN_finance TOKEN_county

"$program" --data store serve --port 0 >listening 2>service.log &
service=$!
for ((i = 0; i < 200; ++i)); do
  [[ -s listening ]] && break
  kill -0 "$service" || break
  sleep 0.05
done
LIANCHENG_URL=$(sed -n 's/^listening on //p' listening)
export LIANCHENG_URL
if [[ -z $LIANCHENG_URL ]]; then
  cat service.log >&2
  exit 1
fi
node test/service_test.js
