// The client without a service: what it sends, and what it makes of answers that are given by hand.
import { deepEqual, equal, ok, rejects } from "node:assert/strict";
import { Client, JobError, ProblemError } from "../src/index.js";
import type { Job } from "../src/index.js";
import { eventsOf, jsonLinesOf, linesOf } from "../src/streams.js";
import { run } from "./run.js";

interface Asked {
  method: string;
  url: string;
  headers: Record<string, string>;
  body: string | undefined;
}

// A client whose requests are answered in turn and kept.
function scripted(...answers: (Response | Error)[]): { client: Client; asked: Asked[] } {
  const asked: Asked[] = [];
  const client = new Client({
    url: "http://example.test/credit/",
    token: "lct_1",
    fetch: async (input, init) => {
      asked.push({
        method: init?.method ?? "GET",
        url: String(input),
        headers: init?.headers as Record<string, string>,
        body: init?.body as string | undefined,
      });
      const answer = answers.shift();
      if (answer === undefined) throw new RangeError("one request too many");
      if (answer instanceof Error) throw answer;
      return answer;
    },
  });
  return { client, asked };
}

function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(status === 304 ? null : JSON.stringify(body), { status, headers });
}

function problem(status: number, kind: string, headers: Record<string, string> = {}): Response {
  const type = `urn:liancheng:problem:${kind}`;
  return json({ type, title: "Refused", status, detail: "why" }, status, headers);
}

// Bytes in pieces of so many; broken: the connection fails after them.
function pieces(text: string, size: number, broken = false): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  let at = 0;
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      if (at < bytes.length) controller.enqueue(bytes.slice(at, at + size));
      else if (broken) controller.error(new TypeError("terminated"));
      else controller.close();
      at += size;
    },
  });
}

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}

const envelope = { as_of: "2020-06-01", known_at: 1, rulebooks: {}, complete: true, next: null };

function page(grounds: string[], next: string | null): Response {
  return json({ ...envelope, next, result: { subject: "E1", grounds } });
}

// A job as far as these tests look at it.
function job(state: string, progress: Job["progress"] = null): Job {
  const told: Partial<Job> = { id: "J1", kind: "impact", state, progress, result: null };
  return told as Job;
}

const purposeful = { purpose: "行政许可", ground: "HJ-16" };

await run({
  async linesAreTheSameWhereverTheyAreCut() {
    const text = "甲\r\n乙\n\n丙";
    for (let size = 1; size <= 12; ++size) {
      deepEqual(await all(linesOf(pieces(text, size))), ["甲", "乙", "", "丙"], `${size}`);
    }
    deepEqual(await all(linesOf(pieces("", 1))), []);
    deepEqual(await all(jsonLinesOf(pieces('{"a": 1}\n\n{"a": 2}\n', 3))), [{ a: 1 }, { a: 2 }]);
  },

  async eventsAreReadAsTheStandardSays() {
    const text = ": beat\n\nid: 7\nevent: changes\ndata: 甲\ndata:乙\n\nevent: empty\n\ndata\n\n";
    for (let size = 1; size <= 9; ++size) {
      deepEqual(await all(eventsOf(pieces(text, size))), [
        { event: "changes", data: "甲\n乙", id: "7" },
        { event: "message", data: "", id: "7" },
      ]);
    }
  },

  async aRequestIsMadeByTheTable() {
    const { client, asked } = scripted(json({}), json({}), json({}));
    await client.call("common", { subject: ["E1", "甲 乙"], hops: 2, ...purposeful });
    await client.call("provision", { provision: "TQ-14-(三)/a" });
    await client.call("list_decide", { listing: "L1", body: { on: "2020-03-10" } });
    const [common, provision, decide] = asked;
    equal(common?.method, "GET");
    equal(
      common?.url,
      "http://example.test/credit/v1/common?subject=E1&subject=%E7%94%B2+%E4%B9%99&hops=2",
    );
    equal(common?.headers["Authorization"], "Bearer lct_1");
    equal(common?.headers["X-Purpose"], "%E8%A1%8C%E6%94%BF%E8%AE%B8%E5%8F%AF");
    equal(common?.headers["X-Ground"], "HJ-16");
    equal(
      provision?.url,
      "http://example.test/credit/v1/provisions/TQ-14-(%E4%B8%89)%2Fa",
    );
    equal(decide?.method, "POST");
    equal(decide?.headers["Content-Type"], "application/json");
    equal(decide?.body, '{"on":"2020-03-10"}');
    await rejects(client.call("show", { subject: "" }), (error) => error instanceof TypeError);
    equal(asked.length, 3);
  },

  async whatIsUnchangedIsTold() {
    const { client, asked } = scripted(page([], null), json(null, 304));
    await client.call("grounds", { subject: "E1" });
    const again = await client.refresh("grounds", { subject: "E1" }, '"tag"');
    equal(again.status, 304);
    equal(again.body, undefined);
    equal(asked[0]?.headers["If-None-Match"], undefined);
    equal(asked[1]?.headers["If-None-Match"], '"tag"');
  },

  async aProblemIsThrownWithItsParts() {
    const { client } = scripted(
      problem(429, "too-many-requests", { "Retry-After": "7", "X-Request-Id": "r-1" }),
      new Response("<html>bad gateway</html>", { status: 502, statusText: "Bad Gateway" }),
    );
    await rejects(client.call("me"), (error) => {
      ok(error instanceof ProblemError);
      deepEqual(
        [error.status, error.kind, error.retryAfter, error.requestId],
        [429, "too-many-requests", 7, "r-1"],
      );
      return true;
    });
    await rejects(client.call("me"), (error) => {
      ok(error instanceof ProblemError);
      deepEqual([error.status, error.kind, error.retryAfter], [502, "about:blank", null]);
      return error.problem.title === "Bad Gateway";
    });
  },

  async pagesFollowTheirCursor() {
    const { client, asked } = scripted(page(["a", "b"], "2.1.2020-06-01"), page(["c"], null));
    const pick = (result: { grounds: unknown[] }): unknown[] => result.grounds;
    deepEqual(await all(client.items("grounds", { subject: "E1", limit: 2 }, pick)), ["a", "b", "c"]);
    ok(asked[0]?.url.endsWith("/grounds?limit=2"));
    ok(asked[1]?.url.endsWith("/grounds?limit=2&cursor=2.1.2020-06-01"));
  },

  async noAnswerIsEarlierThanTheLast() {
    const token = (text: string): Response => json({}, 200, { "X-Consistency-Token": text });
    const { client, asked } = scripted(
      token("aa:9"),
      token("aa:10"),
      token("aa:8"),
      problem(409, "revision-not-here"),
      token("bb:2"),
    );
    await client.call("feedback_add", { body: { executed: true } });
    for (let i = 0; i < 2; ++i) await client.call("grounds", { subject: "E1" });
    equal(client.consistency, "aa:10");
    await rejects(client.call("grounds", { subject: "E1" }), (error) => error instanceof ProblemError);
    equal(client.consistency, null);
    await client.call("grounds", { subject: "E1" });
    equal(client.consistency, "bb:2");
    deepEqual(
      asked.map(({ headers }) => headers["X-Consistency-Token"]),
      [undefined, "aa:9", "aa:10", "aa:10", undefined],
    );
  },

  async aJobIsFollowedToItsEnd() {
    const half = { done: 5, all: 10, per_second: 5, seconds_left: 1 };
    const { client, asked } = scripted(
      json(job("waiting"), 202),
      json(job("running", half)),
      json(job("done")),
    );
    const seen: string[] = [];
    const done = await client.run(
      "impact",
      { ...purposeful, body: { as_of: "2020-06-01" } },
      { pollMs: 1, onProgress: ({ state, progress }) => seen.push(`${state} ${progress?.done}`) },
    );
    equal(done.state, "done");
    deepEqual(seen, ["waiting undefined", "running 5", "done undefined"]);
    ok(asked[2]?.url.endsWith("/v1/jobs/J1"));
  },

  async aJobThatFailsIsThrown() {
    const { client } = scripted(json(job("failed"), 202));
    await rejects(client.run("import", { body: [] }), (error) => {
      return error instanceof JobError && error.job.state === "failed";
    });
  },

  async anAbortedSignalCancelsTheJob() {
    const { client, asked } = scripted(json(job("running"), 202), problem(409, "conflict"));
    const stop = new AbortController();
    const running = client.run(
      "impact",
      { ...purposeful, body: {} },
      { pollMs: 60_000, signal: stop.signal, onProgress: () => stop.abort() },
    );
    await rejects(running, (error) => error === stop.signal.reason);
    equal(asked[1]?.method, "POST");
    ok(asked[1]?.url.endsWith("/v1/jobs/J1/cancel"));
  },

  async aBrokenStreamIsTakenUpWhereItEnded() {
    const event = (id: string): string =>
      `id: ${id}\nevent: changes\ndata: ${JSON.stringify({ ...envelope, result: { token: id } })}\n\n`;
    const { client, asked } = scripted(
      new Response(pieces(event("a:2@d"), 5, true)),
      new TypeError("fetch failed"),
      problem(503, "draining"),
      new Response(pieces(": nothing new\n\n" + event("a:3@d"), 5)),
      problem(401, "no-token"),
    );
    const tokens: string[] = [];
    const from = { since: "a:1@d", ...purposeful };
    const following = (async () => {
      for await (const news of client.follow("changes", from, { retryMs: 1 })) {
        tokens.push(news.result.token);
      }
    })();
    await rejects(following, (error) => error instanceof ProblemError && error.status === 401);
    deepEqual(tokens, ["a:2@d", "a:3@d"]);
    deepEqual(
      asked.map(({ url }) => new URL(url).searchParams.get("since")),
      ["a:1@d", "a:2@d", "a:2@d", "a:2@d", "a:3@d"],
    );
    equal(new URL(asked[0]?.url ?? "").searchParams.get("stream"), "true");
    equal(asked[4]?.headers["X-Ground"], "HJ-16");
  },
});

// What the types refuse: the compiler fails where one of these lines is no error.
export async function refused(client: Client): Promise<void> {
  // @ts-expect-error no such operation
  await client.call("measure", { subject: "E1" });
  // @ts-expect-error without its subject
  await client.call("measures", {});
  // @ts-expect-error ties are asked for a purpose and on a ground
  await client.call("affiliates", { subject: "E1" });
  // @ts-expect-error a body is needed
  await client.call("check", {});
  // @ts-expect-error a party is named by its numbers and name
  await client.call("check", { body: { matter: "licence", subject: { colour: "red" } } });
  // @ts-expect-error no such parameter
  await client.call("show", { subject: "E1", asof: "2020-06-01" });
  // @ts-expect-error a search has no pages
  client.pages("search", { text: "x", ...purposeful });
  // @ts-expect-error a question is no job
  await client.run("me", {});
  const waits = await client.call("list_decide", { listing: "L1", body: {} });
  // @ts-expect-error what is done at once waits for no approval
  const approval: string = waits.body.approval;
  const told = waits.status === 202 ? waits.body.approval : waits.body.done ?? approval;
  console.log(told);
}
