#!/usr/bin/env bash
# Runs the program as its users do and checks exit codes, messages and files.
# Usage: command_line.sh PROGRAM SOURCE_FOLDER
set -u
program=$1
source_folder=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
failed=0
checked=0

# expect CODE TEXT ARG...: the program ends with CODE and prints TEXT (a fixed string; empty = any).
expect() {
  local code=$1 text=$2
  shift 2
  "$program" "$@" >out.txt 2>&1
  local got=$?
  checked=$((checked + 1))
  if [ "$got" -ne "$code" ]; then
    echo "FAIL exit $got, expected $code: liancheng $*"
    head -5 out.txt
    failed=$((failed + 1))
  elif [ -n "$text" ] && ! grep -qF -- "$text" out.txt; then
    echo "FAIL \"$text\" is not printed: liancheng $*"
    head -20 out.txt
    failed=$((failed + 1))
  fi
}

demo="$source_folder/datasets/samples/demo"
broken="$source_folder/datasets/samples/broken"
day="--as-of 2020-06-01"

# Usage: exit 2, and the range or the known words are said.
expect 2 "subcommand is required"
expect 0 "Exit codes" --help
expect 0 "Example" measures --help
expect 2 "not a day of the calendar" measures E101 --as-of 2020-02-30
expect 2 "not a date" measures E101 --as-of yesterday
expect 2 "20" affiliates E101 --hops -1
expect 2 "legal_representative" affiliates E101 --relations cousin
expect 2 "from 0 to 100" control E101 --threshold 101
expect 2 "known are control" affiliated-firms E101 --definition kinship
expect 2 "majority" control E101 --method guess
expect 2 "json" measures E101 --format xml
expect 2 "" import

# Nothing there: exit 1.
expect 1 "store" --data store show E101
expect 1 "nowhere" --data store import nowhere

# The demo world goes in once; again changes nothing.
expect 0 "quarantined 0" --data store import "$demo"
head=$(grep -o 'revision [0-9]*' out.txt)
expect 0 "stored 0" --data store import "$demo"
grep -q "$head" out.txt || { echo "FAIL importing twice made a revision"; failed=$((failed + 1)); }

# Answers.
expect 0 "S-SUP" --data store $day measures E102
expect 0 '"provision": "TQ-14-(三)"' --data store $day measures E102 --format json
expect 0 "E102,突泉虚构草原食品有限公司,S-SUP" --data store $day measures E102 --format csv
expect 0 "this is not a clearance" --data store --as-of 2022-06-01 measures E102
expect 0 "E106" --data store $day reach L101
expect 0 "P105" --data store $day reach L101 --tier all
expect 1 "is not found" --data store measures E999
expect 1 "no listing or demand" --data store reach L999
expect 0 "突泉示例纸鸢商贸有限公司" --data store search 91152224WWWW010189
expect 0 "name begins with it" --data store search 突泉
expect 1 "nothing found" --data store search 无此名称
expect 0 "name, exact" --data store search 突泉示例纸鸢商贸有限公司
expect 0 "legal form differs" --data store search 突泉示例纸鸢商贸有限责任公司
expect 0 "read so (pinyin)" --data store search tuquanshilizhiyuanshangmao
expect 0 '"complete": ' --data store --format json search 突泉
expect 1 "after the newest" --data store --known-at 999 search 突泉
expect 2 "min-score" --data store search 突泉 --min-score 2

# Screening: a verdict a row, in order; bad rows are told and kept.
printf '\xef\xbb\xbfid,name,uscc\na,突泉示例纸鸢商贸,\nb,,91152224WWWW010189\nc,无此名称,\nd,,\ne,突泉示例纸鸢商贸,912\n' >rows.csv
expect 1 "5 rows: 1 exact, 2 with candidates, 1 not found (which is not a clearance), 1 refused, 1 with a code" \
  --data store screen rows.csv
expect 1 "row 5: neither a name nor a code" --data store screen rows.csv
expect 1 "3,b,,exact," --data store --format csv screen rows.csv
expect 1 "4,c,无此名称,none,,,,,,,not found; this is not a clearance,true," --data store --format csv screen rows.csv
expect 1 '"verdict":"candidates"' --data store --format json screen rows.csv
expect 1 "" --data store --format json screen rows.csv --out screened.json
grep -q '"totals"' screened.json || { echo "FAIL --out of screen"; failed=$((failed + 1)); }
printf '突泉示例纸鸢商贸有限公司\n\n无此名称\n' >rows.txt
expect 0 "2 rows: 0 exact, 1 with candidates, 1 not found" --data store screen rows.txt
printf 'firm,code2\n甲,1\n' >other.csv
expect 1 'its columns are "firm", "code2"' --data store screen other.csv
expect 0 "1 rows" --data store screen other.csv --column firm
expect 1 "no such file" --data store screen nowhere.csv
expect 0 "path 1" --data store $day path E101 E102
expect 0 "60 % > 50 %" --data store $day control E101
expect 0 "60 % × 55 % = 33 %" --data store $day control E412 --method multiplied
expect 0 '"method": "cascade"' --data store $day control P414 --down --method cascade --format json
expect 0 "another holder may hold as much" --data store $day control E416 --ultimate
expect 1 "only for a cascade" --data store $day control E101 E102
expect 0 "4,E107,E108; E101; E105" --data store $day groups --format csv
expect 0 "G301" --data store $day groups --kind connected --limit 1
expect 0 "P101" --data store $day common E101 E102
expect 0 "E101 -shareholder-> E105" --data store $day affiliated-firms E101
expect 1 "no closing day" --data store $day successors E101
expect 0 "who may carry on" --data store $day successors E101 --since 2017-01-01
expect 1 "no path" --data store --as-of 1990-01-01 path E101 E102
expect 0 "法定代表人" --data store $day show E101
expect 0 "152224 内蒙古自治区兴安盟突泉县" --data store $day show E101
expect 0 "a proposal for the deciding department" --data store $day grounds E101
expect 1 "after the newest" --data store --known-at 999 show E101
grep -q "1[0-9]\{16\}[0-9X]" <("$program" --data store show P101 2>&1) &&
  { echo "FAIL an ID number is shown in full"; failed=$((failed + 1)); }

# Rulebooks and cases.
expect 0 "sound" rulebook check
expect 0 "TQ" rulebook list
expect 0 "supervised(P2" rulebook show TQ --datalog
expect 1 "no rulebook" rulebook show ZZ
expect 0 "0 failed" case run "$source_folder/tests/cases/tq_14_3_supervision_two_hops.json"
printf '{"title": "t", "cites": ["TQ-11"], "rulebooks": ["TQ"], "facts": [], "asks": [{"ask": "measures", "subject": "E1", "as_of": "2020-01-01", "want": []}]}' >wrong.json
expect 1 "1 failed" case run wrong.json

# The life of a listing: an illegal step is refused with its provision and leaves nothing behind.
expect 0 "Example" list --help
expect 0 "2018-11-08" list deadline HJ-9 --from 2018-10-30
expect 0 "provisional" list deadline HJ-9 --from 2031-01-01
expect 1 "no rulebook has a term" list deadline HJ-99 --from 2018-10-30
expect 2 "--from or --listing" list deadline HJ-9
expect 1 "no rulebook has a list" --data store list add L901 --list XX-black --subject E502 --ground X --by 某局
expect 1 "has no ground" --data store list add L901 --list HJ-black --subject E502 --ground TQ-11 --by 某局
expect 2 "--by is required" --data store list add L901 --list HJ-black --subject E502 --ground 'HJ-6-(一)'
expect 2 "not a date" --data store list add L901 --list HJ-black --subject E502 --ground 'HJ-6-(一)' --by 某局 --act-on then
expect 1 "the act on 2020-03-03 is after the proposal on 2020-03-02" --data store list add L901 --list HJ-black --subject E502 --ground 'HJ-6-(一)' --by 某局 --on 2020-03-02 --act-on 2020-03-03
expect 0 "no effect before it is decided" --data store list add L901 --list HJ-black --subject E502 --ground 'HJ-6-(一)' --by 某局 --on 2020-03-02 --act-on 2020-02-11
expect 1 "already a listing" --data store list add L901 --list HJ-black --subject E502 --ground 'HJ-6-(一)' --by 某局
expect 1 "1.12" --data store list decide L901 --by 某局 --on 2020-03-10
expect 1 "HJ-9" --data store list publish L901 --by 某局 --on 2020-03-10
expect 0 "事前告知" --data store list pre-notice L901 --by 某局 --on 2020-03-05
expect 0 "would be recorded" --data store list decide L901 --by 某局 --on 2020-03-10 --dry-run
expect 2 "not a date" --data store list decide L901 --by 某局 --on 2020-03-10 --valid-to 2y
expect 1 "is not after the decision on 2020-03-10" --data store list decide L901 --by 某局 --on 2020-03-10 --valid-to 2020-03-10
expect 2 "--valid-to" --data store list publish L901 --by 某局 --valid-to 2022-03-10
expect 0 "list decide L1 --on 2020-03-01 --valid-to 2022-03-01" list decide --help
expect 0 "proposed" --data store --as-of 2020-03-04 list show L901
expect 0 "已认定" --data store list decide L901 --by 某局 --on 2020-03-10 --valid-to 2022-03-10
expect 0 "S-FUND" --data store $day measures E502
expect 0 "S-FUND" --data store --as-of 2022-03-09 measures E502
expect 0 "expired" --data store --as-of 2022-03-10 list show L901
expect 1 "HJ-18-(一)" --data store list apply L901 --by E502 --on 2020-04-01
expect 1 '"provision": "HJ-18-(一)"' --data store --format json list apply L901 --by E502 --on 2020-04-01
expect 0 "HJ-9" --data store $day list terms
expect 0 "revision" --data store list attribute L901 P501 --role principal --by 某局 --on 2020-03-10
expect 1 "is no person" --data store list attribute L901 E501 --role principal --by 某局
expect 1 "no rule and no condition of repair" --data store list confirm L901 HJ-99 P501 --by 某局
expect 0 "annotated" --data store list object L901 --by E502 --on 2020-05-01
expect 0 "objection" --data store $day list show L901
expect 0 "HJ-16-a" --data store $day list terms --overdue
expect 2 "--result is required" --data store list answer L901 --by 某局
expect 2 "upheld" --data store list answer L901 --by 某局 --result maybe
expect 1 "no objection to L901 is running on 2020-04-30" --data store list answer L901 --by 某局 --result rejected --on 2020-04-30
expect 1 'no objection "O9"' --data store list answer L901 --by 某局 --result rejected --objection O9
expect 0 "rejected 维持 on 2020-05-12" --data store list answer L901 --by 某局 --result rejected --on 2020-05-12
expect 1 "no objection to L901 is running" --data store list answer L901 --by 某局 --result rejected --on 2020-05-13
expect 0 "objection" --data store --as-of 2020-05-11 list show L901
"$program" --data store --as-of 2020-05-12 list show L901 | grep -q "objection L901/" &&
  { echo "FAIL an objection is annotated after its answer"; failed=$((failed + 1)); }
expect 0 "淮安示例三份记录有限公司" --data store $day view L901
expect 0 '"view": "reporting"' --data store $day --format json view L901 --reporting
expect 0 "every measure that comes from it ends" --data store list revoke L901 --by 某局 --on 2020-05-20
expect 0 "revoked" --data store $day list show L901
"$program" --data store $day measures E502 | grep -q S-FUND && { echo "FAIL a measure outlives its listing"; failed=$((failed + 1)); }
expect 1 "revoked" --data store $day view L901
expect 1 "revoked" --data store list publish L901 --by 某局 --on 2020-05-21

# The gate, worklists, feeds and feedback.
expect 0 "A name alone is never a hit" check --help
expect 2 "--matter or --request" --data store check E202
expect 2 "no kind of unit" --data store check E202 --matter licence --unit 某局 --kind guild
expect 1 "unit: who asks" --data store check E202 --matter licence
expect 1 "known are appointment" --data store check E202 --matter fishing --unit 某局
expect 0 "暂缓" --data store $day check E202 --matter government_procurement --unit 区财政局
expect 0 '"decision": "hold"' --data store $day --format json check E202 --matter government_procurement --unit 区财政局
expect 0 "lies with others: 区财政局" --data store $day check E202 --matter government_procurement --unit 区商务局
expect 0 "this clears nobody" --data store $day check E999 --matter licence --unit 某局
expect 0 "A name is no hit" --data store $day check --name 突泉示例纸鸢商贸有限公司 --matter licence --unit 某局
expect 1 "purpose: " --data store $day check P101 --matter inspection --unit 县市场监督管理局
expect 0 "S-SUP" --data store $day check P101 --matter inspection --unit 县市场监督管理局 --purpose 监管 --ground 'TQ-14-(三)'
printf '{"unit": "区财政局", "matter": "government_procurement", "subject": {"id": "E202"}}' >request.json
expect 0 "hold" --data store $day check --request request.json
printf '{"unit": "区财政局", "matter": "government_procurement", "subjekt": {}}' >request.json
expect 1 "/subjekt" --data store $day check --request request.json
expect 0 "worklist of 县市场监督管理局" --data store $day worklist --unit 县市场监督管理局
expect 2 "no token" --data store worklist --unit 县市场监督管理局 --since yesterday
token=$("$program" --data store $day feed | sed 's/^token //')
expect 0 ": 0 (of" --data store $day feed --since "$token"
expect 1 "another history" --data store $day feed --since "000000000000:${token#*:}"
item=$("$program" --data store $day --format csv worklist --unit 区财政局 | grep 'CS-6-(四).*,E202,' | head -1 | cut -d, -f1)
expect 2 "--executed or --reason" --data store feedback add --item "$item" --by 区财政局
expect 1 "on no worklist" --data store feedback add --item 0123456789abcdef --by 区财政局 --executed --on 2020-06-01
expect 0 "recorded fb-$item" --data store feedback add --item "$item" --by 区财政局 --executed --on 2020-06-01
expect 0 "done 2020-06-01" --data store $day worklist --unit 区财政局
expect 0 "recorded fm-" --data store feedback add --listing L101 --measure S-SUP --party E102 --by 县市监局 --reason 在办 --on 2020-06-01
expect 0 "not done 2020-06-01: 在办" --data store $day worklist --unit 县市场监督管理局
expect 0 "区财政局" --data store $day feedback stats --from 2019-11-01 --to 2019-12-01
expect 1 "is empty" --data store $day feedback stats --from 2020-03-01 --to 2020-03-01
expect 0 "queries and hits are not known: store.service/audit: there is no audit log; --state" --data store $day feedback stats --from 2019-11-01 --to 2019-12-01
expect 0 '"known": false' --data store $day --format json feedback stats --from 2019-11-01 --to 2019-12-01
expect 0 "expired on 2021-11-20; it was carried out: lift it" --data store --as-of 2021-11-20 worklist --unit 区财政局 --since "$token"

# Bad rows are located and counted, the rest is stored.
expect 1 "row" --data broken_store import "$broken" --issues issues.csv
[ "$(head -1 issues.csv | tr -d '\r')" = "grade,file,row,column,value,problem,expected" ] ||
  { echo "FAIL the issue file has no header"; failed=$((failed + 1)); }
expect 0 "sound" --data broken_store verify

# In bulk: the same counts, the same facts, and only into an empty store.
"$program" --data broken_store export --out by_commits.jsonl >/dev/null
"$program" --data bulk_store import "$broken" --bulk on --memory 64M --issues bulk_issues.csv >out.txt 2>&1
cmp -s issues.csv bulk_issues.csv || { echo "FAIL a bulk load reports other issues"; failed=$((failed + 1)); }
"$program" --data bulk_store export --out in_bulk.jsonl >/dev/null
cmp -s by_commits.jsonl in_bulk.jsonl || { echo "FAIL a bulk load leaves other facts"; failed=$((failed + 1)); }
expect 0 "sound" --data bulk_store verify
expect 1 "empty" --data bulk_store import "$demo" --bulk on

# Batch impact: files, the same for any number of threads; a folder that is not empty is left alone.
expect 2 "--out is required" --data store impact
expect 0 "Example" impact --help
expect 0 "written to batch" --data store $day impact --out batch
for file in summary.json findings.csv findings.jsonl stops.csv parties.csv report.xlsx report.html departments/县市场监督管理局.csv; do
  [ -s "batch/$file" ] || { echo "FAIL batch/$file is not there"; failed=$((failed + 1)); }
done
[ ! -e batch.part ] || { echo "FAIL batch.part is left"; failed=$((failed + 1)); }
expect 1 "not empty" --data store $day impact --out batch
expect 0 '"listings_with_findings"' --data store $day --format json impact --out again --threads 3
diff -r batch again >/dev/null || { echo "FAIL other threads, other bytes"; failed=$((failed + 1)); }
expect 0 "measure,S-SUP,重点监督," --data store $day --format csv impact --out more --no-jsonl --resume
[ ! -e more/findings.jsonl ] || { echo "FAIL --no-jsonl"; failed=$((failed + 1)); }
grep -rqE '(^|[^0-9A-Z])[0-9]{17}[0-9X]([^0-9A-Z]|$)' batch && { echo "FAIL an ID number in a batch report"; failed=$((failed + 1)); }
printf 'id\nL101\nL999\n' >ids.csv
expect 1 "line 3: there is no listing or demand \"L999\"" --data store $day impact --listings ids.csv --out few
printf 'L101\n' >ids.csv
expect 0 "1 listings, 1 of them with findings" --data store $day impact --listings ids.csv --out few

# Dry runs: nothing is kept, nothing is left beside the store.
expect 2 "nothing to compare with" --data store diff
expect 2 "do not go with them" --data store --known-at 1 diff --facts ids.csv
expect 0 "no finding differs" --data store $day diff --as-of-to 2020-06-01
expect 0 "expired on" --data store $day diff --as-of-to 2021-03-01
expect 1 "more than --fail-above 0" --data store $day diff --as-of-to 2021-03-01 --fail-above 0
expect 0 "no finding differs" --data store $day diff --rulebooks-to "$source_folder/datasets/rulebooks" --fail-above 0
printf '{"ending": "X901", "listing": "L101", "how": "repaired", "on": "2020-05-01"}\n' >ending.jsonl
expect 0 "ended on 2020-05-01: repaired" --data store $day diff --facts ending.jsonl
expect 0 "ended,L101,TQ-black,E102" --data store $day --format csv diff --facts ending.jsonl
expect 0 '"newly_reached": 0' --data store $day --format json diff --facts ending.jsonl
expect 0 "S-SUP" --data store $day measures E102
ls -d store.dry-run-* 2>/dev/null && { echo "FAIL a copy is left"; failed=$((failed + 1)); }

# Kept safe: verify, backup, restore, export and back.
expect 0 "sound" --data store verify
expect 0 "backup of" --data store backup copy
expect 1 "exist" --data store backup copy
expect 0 "restored" --data restored restore copy
cp store.key restored.key 2>/dev/null
expect 0 "S-SUP" --data restored $day measures E102
expect 0 "wrote" --data store export --out facts.jsonl
expect 0 "quarantined 0" --data second import facts.jsonl
expect 0 "wrote" --data second export --out again.jsonl
cmp -s <(sort facts.jsonl) <(sort again.jsonl) ||
  { echo "FAIL export, import, export is not the same"; diff <(sort facts.jsonl) <(sort again.jsonl) | head -4; failed=$((failed + 1)); }

# The service: who may, configuration, start and end by a signal, and its log.
expect 0 "GET /v1/entities/{subject}/measures" serve --print-access
expect 0 '"openapi": "3.1.0"' serve --print-openapi
expect 0 'export interface Operations' serve --print-client
expect 1 "is no role" --data store token add --user u1 --role boss --unit x
expect 0 "lct_" --data store token add --user u1 --role steward --unit credit --unit-name 示例信用办
expect 1 "has one role" --data store token add --user u1 --role auditor --unit credit
expect 0 "steward" --data store token list
id=$(awk '/u1/ { print $1 }' out.txt)
expect 0 "lct_" --data store token rotate "$id"
expect 1 "no token" --data store token rotate "$id"
expect 1 "no token" --data store token revoke nothing
expect 0 "is kept" --data store consent add --id C1 --party P101 --unit credit --purpose 登记
expect 1 "there is no audit log" --data store audit verify
echo '{"limits": {"bursts": 1}}' >serve.json
expect 1 "serve.json: /limits/bursts" --data store serve --config serve.json
expect 1 "TLS is needed" --data store serve --address 0.0.0.0
"$program" --data store serve --port 0 >serve.txt 2>serve_log.txt &
server=$!
for _ in $(seq 200); do
  grep -q 'listening on http://127.0.0.1:' serve.txt && break
  sleep 0.05
done
grep -q 'listening on http://127.0.0.1:' serve.txt || { echo "FAIL serve does not listen"; failed=$((failed + 1)); }
kill -TERM "$server"
wait "$server" || { echo "FAIL serve did not end well"; cat serve_log.txt; failed=$((failed + 1)); }
checked=$((checked + 1))
expect 0 "sound" --data store audit verify
expect 0 "for a person to look at" --data store audit anomalies

# A damaged store says what is damaged and ends with 3; salvage still reads.
table=$(ls restored/*.sst 2>/dev/null | head -1)
if [ -n "$table" ]; then
  size=$(stat -c %s "$table")
  printf 'damaged!damaged!damaged!' | dd of="$table" bs=1 seek=$((size / 3)) conv=notrunc 2>/dev/null
  expect 3 "damaged" --data restored verify
fi
rm -f store/CURRENT
expect 3 "CURRENT" --data store show E101

echo "$checked commands checked, $failed failed"
[ "$failed" -eq 0 ]
