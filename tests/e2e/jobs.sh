#!/usr/bin/env bash
# Batch impact and dry runs as jobs of the service, asked for with curl: the files are those that the
# commands write from the same store, and nothing is left of a dry run.
# Usage: jobs.sh PROGRAM SOURCE_FOLDER
set -u
program=$1
source_folder=$2
work=$(mktemp -d)
server=
trap '[ -n "$server" ] && kill "$server" 2>/dev/null; rm -rf "$work"' EXIT
cd "$work" || exit 1
failed=0
checked=0

fail() {
  echo "FAIL $*"
  failed=$((failed + 1))
}

# field FILE NAME...: a member of a JSON file, as text.
field() {
  python3 -c 'import json, sys
value = json.load(open(sys.argv[1]))
for name in sys.argv[2:]:
    value = value[name]
print(value if isinstance(value, str) else json.dumps(value))' "$@"
}

# ask METHOD PATH TOKEN [CURL_ARG...]: the status; the answer lies in answer.json.
ask() {
  local method=$1 path=$2 token=$3
  shift 3
  curl -sS -o answer.json -w '%{http_code}' -X "$method" -H "Authorization: Bearer $token" \
    -H 'X-Purpose: licence' -H 'X-Ground: HJ-16' "$@" "$base$path"
}

# job PATH TOKEN BODY_FILE: asks for a job and waits until it is over; job.json says what became of it.
job() {
  local status
  status=$(ask POST "$1" "$2" -H 'Content-Type: application/json' --data-binary "@$3")
  [ "$status" = 202 ] || { fail "POST $1 gives $status: $(cat answer.json)"; return; }
  job_path=/v1/jobs/$(field answer.json id)
  for _ in $(seq 300); do
    ask GET "$job_path" "$2" >/dev/null
    mv answer.json job.json
    case $(field job.json state) in
      waiting | running) sleep 0.1 ;;
      *) break ;;
    esac
  done
  [ "$(field job.json state)" = done ] || fail "a job of $1 is not done: $(cat job.json)"
}

# same_file NAME TOKEN EXPECTED: a file of the last job is that of the command.
same_file() {
  checked=$((checked + 1))
  [ "$(ask GET "$job_path/files/$1" "$2")" = 200 ] || fail "no file $1"
  cmp -s answer.json "$3" || fail "$1 of the job is not that of the command"
}

# same TEXT GOT EXPECTED
same() {
  checked=$((checked + 1))
  [ "$2" = "$3" ] || fail "$1: $2, expected $3"
}

day="--as-of 2020-06-01"
"$program" --data store import "$source_folder/datasets/samples/demo" >/dev/null || fail "import"
token() { "$program" --data store token add "$@" 2>/dev/null; }
steward=$(token --user u1 --role steward --unit credit --unit-name 示例信用办)
county=$(token --user u2 --role department --unit county --unit-name 县市场监督管理局 --region 152224)
"$program" --data store serve --port 0 >serve.txt 2>serve_log.txt &
server=$!
for _ in $(seq 100); do
  grep -q 'listening on' serve.txt && break
  sleep 0.1
done
base=$(grep -o 'http://127.0.0.1:[0-9]*' serve.txt) || fail "serve does not listen: $(cat serve_log.txt)"

# Batch impact.
"$program" --data store $day impact --out batch >/dev/null || fail "impact"
echo '{"as_of": "2020-06-01"}' >body.json
job /v1/impact "$steward" body.json
for name in findings.csv findings.jsonl parties.csv stops.csv summary.json; do
  same_file "$name" "$steward" "batch/$name"
done
same "findings" "$(field job.json result findings)" "$(field batch/summary.json result findings)"
whole=$job_path

# A department's own part.
job /v1/impact "$county" body.json
same "own part" "$(field job.json own_part)" true
same "another unit's job" "$(ask GET "$whole" "$county")" 404
same "a department's dry run" "$(ask POST /v1/diff "$county" -H 'Content-Type: application/json' -d '{}')" 403

# Two days.
"$program" --data store $day --format csv diff --as-of-to 2021-03-01 --out days.csv || fail "diff"
echo '{"as_of": "2020-06-01", "as_of_to": "2021-03-01", "fail_above": 0}' >body.json
job /v1/diff "$steward" body.json
same_file changes.csv "$steward" days.csv
same "threshold" "$(field job.json result threshold exceeded)" true

# Facts in a copy.
printf '{"ending": "X901", "listing": "L101", "how": "repaired", "on": "2020-05-01"}\n' >ending.jsonl
"$program" --data store $day --format csv diff --facts ending.jsonl --out facts.csv 2>/dev/null || fail "diff --facts"
python3 -c 'import json
print(json.dumps({"as_of": "2020-06-01", "facts": {"ending.jsonl": open("ending.jsonl").read()}}))' >body.json
job /v1/diff "$steward" body.json
same_file changes.csv "$steward" facts.csv
grep -q '^ended,L101,TQ-black,E102' facts.csv || fail "the ending ends nothing"
same "facts" "$(field job.json result facts stored)" 1
ls -d store.dry-run-* 2>/dev/null && fail "a copy is left"
[ -z "$(ls store.service/spool 2>/dev/null)" ] || fail "an upload is left"

# Proposed rulebooks: one name is another.
cp -r "$source_folder/datasets/rulebooks" proposed
sed -i 's/"name": "重点监督"/"name": "加强监督"/' proposed/TQ/movements.json
"$program" --data store $day --format csv diff --rulebooks-to proposed --out books.csv || fail "diff --rulebooks-to"
python3 -c 'import json, pathlib
root = pathlib.Path("proposed")
files = {str(path.relative_to(root)): path.read_text("utf-8") for path in root.rglob("*.json")}
print(json.dumps({"as_of": "2020-06-01", "rulebooks": files}, ensure_ascii=False))' >body.json
job /v1/diff "$steward" body.json
same_file changes.csv "$steward" books.csv
grep -q 'name: 重点监督 -> 加强监督' books.csv || fail "the edit changes nothing"
python3 -c 'import json
body = json.load(open("body.json"))
body["rulebooks"]["TQ/movements.json"] = "{"
print(json.dumps(body))' >broken.json
same "broken rulebooks" "$(ask POST /v1/diff "$steward" -H 'Content-Type: application/json' --data-binary @broken.json)" 400
same "the field at fault" "$(field answer.json errors 2>/dev/null | grep -o '"name": "[^"]*"' | head -1)" '"name": "/rulebooks/TQ~1movements.json"'

# Removed when asked.
same "removing" "$(ask DELETE "$job_path" "$steward")" 200
same "a removed job" "$(ask GET "$job_path" "$steward")" 404
[ -e "store.service/jobs/${job_path##*/}" ] && fail "files of a removed job are left"

kill -TERM "$server"
wait "$server" || fail "serve did not end well: $(cat serve_log.txt)"
server=
"$program" --data store verify >/dev/null || fail "the store is not sound"
echo "$checked checks, $failed failed"
exit "$((failed > 0))"
