// The client against a service over the demo world (datasets/samples/demo/README.md says what is in
// it). LIANCHENG_URL and the tokens come from tests/e2e/client.sh.
import { deepEqual, equal, ok, rejects } from "node:assert/strict";
import { gate } from "../example/gate.js";
import { Client, operations, ProblemError } from "../src/index.js";
import type { FeedEntry, Job, Operation, WorkItem } from "../src/index.js";
import { run } from "./run.js";

const url = process.env["LIANCHENG_URL"] ?? "";
const day = { as_of: "2020-06-01" };
const purposeful = { purpose: "行政许可", ground: "HJ-16" };

function clientOf(user: string): Client {
  return new Client({ url, token: process.env[`TOKEN_${user}`] ?? "" });
}
const steward = clientOf("steward");
const finance = clientOf("finance"); // 区财政局
const county = clientOf("county"); // 县市场监督管理局

async function refusal(answer: Promise<unknown>): Promise<ProblemError> {
  let told: ProblemError | null = null;
  await rejects(answer, (error) => {
    if (error instanceof ProblemError) told = error;
    return told !== null;
  });
  return told as unknown as ProblemError;
}

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}

// What lies with the bureau of the supervision of E102.
async function ofE102(): Promise<WorkItem | undefined> {
  const { result } = (await county.call("worklist", { ...day, ...purposeful })).body;
  const items = "items" in result ? result.items : [];
  return items.find(
    ({ subject, measure, executor }) =>
      subject === "E102" && measure === "S-SUP" && executor === "县市场监督管理局",
  );
}

async function tokenOfNow(): Promise<string> {
  return (await steward.call("changes")).body.result.token;
}

// A listing of E102 that is in effect today, whenever that is: it reaches E101, whose legal
// representative is P101 as well (TQ-14-(三)).
function listingOfToday(id: string): object {
  const dayFromNow = (days: number): string =>
    new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  return {
    listing: id,
    list: "TQ-black",
    subject: "E102",
    ground: "TQ-11-(一)",
    decider: "示例县市场监督管理局",
    decided_on: dayFromNow(-30),
    valid_to: dayFromNow(330),
    source: "test",
  };
}

function reaches(entries: FeedEntry[], id: string): boolean {
  return entries.some(
    ({ change, listing, subject, measure }) =>
      change === "new" && listing === id && subject === "E101" && measure === "S-SUP",
  );
}

await run({
  async theTableHoldsEveryOperationThatIsServed() {
    const { paths } = (await steward.call("openapi")).body;
    const served: string[] = [];
    for (const [path, methods] of Object.entries(paths as Record<string, object>)) {
      for (const [method, said] of Object.entries(methods as Record<string, Said>)) {
        const { operationId } = said;
        served.push(operationId);
        const form = operations[operationId as Operation];
        equal(form?.path, path);
        equal(form?.method, method.toUpperCase());
        const query = (said.parameters ?? []).filter((one) => one.in === "query");
        deepEqual(
          form.query,
          query.map(({ name }) => name).filter((name) => name !== "stream"),
        );
      }
    }
    deepEqual(served.sort(), Object.keys(operations).sort());
  },

  async whoAsks() {
    const { user, role, unit_name, regions } = (await finance.call("me")).body;
    deepEqual(
      { user, role, unit_name, regions },
      { user: "finance", role: "department", unit_name: "区财政局", regions: ["350104"] },
    );
    equal((await new Client({ url }).call("health")).body.status, "up");
  },

  async search() {
    const ask = { text: "91152224WWWW010189", ...purposeful };
    const { matches } = (await steward.call("search", ask)).body.result;
    deepEqual(matches.map(({ id, score }) => [id, score]), [["E101", 1]]);
    // 突泉虚构草原食品有限公司
    const begun = await steward.call("search", { text: "突泉虚构", ...purposeful });
    ok(begun.body.result.matches.some(({ id }) => id === "E102"));
  },

  async entity() {
    const answer = await steward.call("show", { subject: "E101", ...day, ...purposeful });
    equal(answer.body.as_of, "2020-06-01");
    const { party, relations, other_relations } = answer.body.result;
    deepEqual(
      [party.name, party.type, party.region, party.former_names],
      ["突泉示例纸鸢商贸有限公司", "enterprise", "152224", ["突泉演示老纸鸢商行"]],
    );
    ok(relations.some((edge) => edge.from === "E107" && edge.share_percent === "60"));
    // R012: until 2020-03-01.
    const former = other_relations.find((edge) => edge.from === "P105");
    deepEqual([former?.relation, former?.valid_to], ["employed_by", "2020-03-01"]);
  },

  async measuresWithTheirPath() {
    // The path leads over P101, a natural person.
    const ask = { subject: "E102", ...day, ...purposeful };
    const answer = await steward.call("measures", ask);
    const { findings } = answer.body.result;
    equal(findings.length, 1);
    const [finding] = findings;
    deepEqual(
      [finding?.measure, finding?.listing, finding?.provision, finding?.tier, finding?.to],
      ["S-SUP", "L101", "TQ-14-(三)", "T2", "2021-03-01"],
    );
    deepEqual(
      finding?.path.map(({ from, relation, to }) => [from, relation, to]),
      [["P101", "legal_representative", "E101"], ["P101", "legal_representative", "E102"]],
    );
    const etag = answer.etag ?? "";
    equal((await steward.refresh("measures", ask, etag)).status, 304);
    const after = await steward.refresh("measures", { ...ask, as_of: "2021-03-01" }, etag);
    ok(after.status === 200 && after.body.result.findings.length === 0);
    // Without a purpose it is held back, and that is told.
    const bare = await steward.call("measures", { subject: "E102", ...day });
    equal(bare.body.result.findings.length, 0);
    equal(bare.body.withheld?.[0]?.count, 1);
  },

  async pages() {
    const ask = { subject: "E202", ...day };
    const whole = (await steward.call("measures", ask)).body.result.findings;
    const paged = steward.items("measures", { ...ask, limit: 2 }, (result) => result.findings);
    ok(whole.length > 2);
    deepEqual(await all(paged), whole);
  },

  async check() {
    const subject = { uscc: "91350104WWWW020295" }; // E202
    const answer = await finance.call("check", {
      body: { matter: "government_procurement", subject, ...day },
    });
    const { decision, review_required, match, unit, measures } = answer.body.result;
    deepEqual(
      [decision, review_required, match, unit],
      ["hold", true, "exact_number", "区财政局"],
    );
    ok(measures.some(({ provision, listing }) => provision === "CS-6-(四)" && listing === "L202"));
    // E101 is asked about elsewhere, and after its listing has expired.
    const told = await gate(url, process.env["TOKEN_finance"] ?? "", "91152224WWWW010189");
    ok(told.startsWith("pass: "), told);
  },

  async worklistAndFeedback() {
    const before = await ofE102();
    equal(before?.answered, false);
    const done = await county.call("feedback_add", {
      body: { item: before?.item ?? "", executed: true, on: "2020-06-01" },
    });
    ok(done.body.done?.startsWith(`recorded fb-${before?.item}-2020-06-01`));
    const after = await ofE102();
    deepEqual(
      [after?.answered, after?.answers.map(({ executed, on }) => [executed, on])],
      [true, [[true, "2020-06-01"]]],
    );
    const epoch = county.consistency?.split(":")[0];
    equal(county.consistency, `${epoch}:${done.body.revision}`);
  },

  async queriesAndHitsAreCounted() {
    // Of the checks above, E202 was a hit and E101 none; a wrong matter was not answered.
    const ask = { from: "2000-01-01", to: "2999-01-01", limit: 1, ...day };
    const { checks } = (await steward.call("feedback_stats", ask)).body.result;
    deepEqual(
      checks.rows.map(({ unit, queries, hits }) => [unit, queries, hits]),
      [["fin", 2, 1]],
    );
    equal(checks.known, true);
  },

  async screenedAsTheyAreFound() {
    const rows = [
      { id: "a", uscc: "91152224WWWW010189" },
      { id: "b", name: "突泉示例纸鸢商贸有限公司" },
      { id: "c", name: "甲乙丙丁戊己庚辛" },
      { id: "d" },
    ];
    const found = await all(steward.screen(rows, purposeful));
    deepEqual(
      found.map(({ row, id, verdict }) => [row, id, verdict]),
      [[1, "a", "exact"], [2, "b", "candidates"], [3, "c", "none"], [4, "d", "refused"]],
    );
    equal(found[0]?.parties?.[0]?.id, "E101");
  },

  async anImportIsWaitedForAndItsChangesAreTold() {
    const since = await tokenOfNow();
    const waiting = steward.call("changes", { since, wait: 30, ...purposeful });
    const seen: Job[] = [];
    const job = await steward.run(
      "import",
      { body: [listingOfToday("L990")] },
      { pollMs: 20, onProgress: (one) => seen.push(one) },
    );
    deepEqual([job.kind, seen[seen.length - 1]?.state], ["import", "done"]);
    const { read, stored, quarantined } = job.result as Record<string, unknown>;
    deepEqual([read, stored, quarantined], [1, 1, 0]);
    ok(reaches((await waiting).body.result.entries, "L990"));
    for await (const news of steward.follow("changes", { since, ...purposeful })) {
      ok(reaches(news.result.entries, "L990"));
      break;
    }
  },

  async aReportIsMadeAndDownloaded() {
    const job = await steward.run(
      "impact",
      { ...purposeful, body: { listings: ["L101"], ...day } },
      { pollMs: 20 },
    );
    deepEqual([job.progress?.done, job.progress?.all], [1, 1]);
    const ask = { job: job.id, file: "departments/县市场监督管理局.csv", ...purposeful };
    const file = await new Response((await steward.call("job_file", ask)).body).text();
    ok(file.includes("E102") && file.includes("TQ-14-(三)"), file);
    const refused = await refusal(steward.call("job_file", { ...ask, file: "../summary.json" }));
    equal(refused.status, 404);
  },

  async refusalsAreTold() {
    const nobody = await refusal(new Client({ url }).call("me"));
    deepEqual([nobody.status, nobody.kind], [401, "no-token"]);
    const wrong = await refusal(new Client({ url, token: "lct_wrong" }).call("me"));
    equal(wrong.status, 401);
    const clues = await refusal(finance.call("affiliates", { subject: "E101", ...purposeful }));
    deepEqual([clues.status, clues.kind], [403, "not-allowed"]);
    const unknown = await refusal(steward.call("show", { subject: "E999", ...purposeful }));
    deepEqual([unknown.status, unknown.kind], [404, "not-found"]);
    const matter = { body: { matter: "fishing", subject: { id: "E101" } } };
    const impossible = await refusal(finance.call("check", matter));
    deepEqual([impossible.status, impossible.kind], [422, "not-possible"]);
    const person = await refusal(steward.call("show", { subject: "P101" }));
    deepEqual(
      [person.status, person.kind, person.problem.errors?.[0]?.name],
      [400, "purpose-required", "X-Purpose"],
    );
    ok(person.requestId !== "");
  },

  async aTokenOfAnotherStoreIsRefusedOnce() {
    const client = clientOf("steward");
    client.consistency = "00000000:999999";
    const refused = await refusal(client.call("measures", { subject: "E102", ...day }));
    deepEqual([refused.status, refused.kind], [409, "revision-not-here"]);
    equal((await client.call("measures", { subject: "E102", ...day })).status, 200);
  },
});

interface Said {
  operationId: string;
  parameters?: { name: string; in: string }[];
}
