// Requests to the service by the table of its operations. What an operation takes and answers is in
// api.ts; docs/api.md says what it means.
import { operations } from "./api.js";
import type { Enveloped, Feed, Form, Job, Operation, Operations, ScreenRow } from "./api.js";
import { JobError, problemOf, ProblemError } from "./problem.js";
import { eventsOf, jsonLinesOf, linesText } from "./streams.js";
import type { Pieces } from "./streams.js";

export interface ClientOptions {
  /** http://127.0.0.1:8480 */
  url: string;
  /** lct_..., or what gives the one that holds now; without it little but health is there. */
  token?: string | (() => string | Promise<string>);
  fetch?: typeof fetch;
}

export interface CallOptions {
  signal?: AbortSignal;
}

type Parameters<Name extends Operation> = Operations[Name]["parameters"];
type Body<Name extends Operation> = Operations[Name]["body"];
type Answers<Name extends Operation> = Operations[Name]["answers"];

/** Parameters of path, query and headers, and the body where there is one. */
export type Ask<Name extends Operation> = Parameters<Name> &
  (Body<Name> extends undefined ? { body?: undefined } : { body: Body<Name> });

/** An answer by its status, 304 among them. */
export type AnyAnswer<Name extends Operation> = {
  [Status in keyof Answers<Name>]: {
    readonly status: Status;
    readonly body: Answers<Name>[Status];
    /** For `refresh`. */
    readonly etag: string | null;
    /** Consistency token, `epoch:revision`. */
    readonly token: string | null;
    readonly requestId: string;
  };
}[keyof Answers<Name>];

export type Answer<Name extends Operation> = Exclude<AnyAnswer<Name>, { status: 304 }>;

type Optional<Name extends Operation> = {} extends Ask<Name>
  ? [ask?: Ask<Name>, options?: CallOptions]
  : [ask: Ask<Name>, options?: CallOptions];

/** Operations whose answers come in pages. */
export type Paged = {
  [Name in Operation]: "cursor" extends keyof Parameters<Name> ? Name : never;
}[Operation];

/** What an operation answers, without its envelope. */
export type Result<Name extends Operation> = Answers<Name> extends { 200: infer Whole }
  ? Whole extends { result: infer Inner }
    ? Inner
    : never
  : never;

/** Operations that are answered with a job. */
export type Submitted = Exclude<
  { [Name in Operation]: Answers<Name> extends { 202: Job } ? Name : never }[Operation],
  "job_cancel"
>;

/** One row to be screened: a name, or codes, or both. */
export interface ScreenAsk {
  id?: string;
  name?: string;
  uscc?: string;
  org_code?: string;
  registration_number?: string;
  id_number?: string;
  source?: string;
}

export interface JobOptions extends CallOptions {
  /** Each time the service is asked how far the job is. */
  onProgress?: (job: Job) => void;
  pollMs?: number;
}

export interface FollowOptions extends CallOptions {
  /** Wait before a broken stream is taken up again; doubled each time, up to half a minute. */
  retryMs?: number;
}

const kRetryMaxMs = 30_000;

interface Sent {
  response: Response;
  requestId: string;
}

export class Client {
  /**
   * The newest consistency token seen. It goes with each question of a revision, so that no answer
   * is of an earlier one; set it to what another program of yours was told.
   */
  consistency: string | null = null;

  private readonly url: string;
  private readonly fetch: typeof fetch;

  constructor(private readonly options: ClientOptions) {
    this.url = options.url.replace(/\/+$/, "");
    this.fetch = options.fetch ?? ((input, init) => fetch(input, init));
  }

  /** Throws ProblemError where the service refuses, TypeError where it cannot be reached. */
  async call<Name extends Operation>(
    name: Name,
    ...[ask, options]: Optional<Name>
  ): Promise<Answer<Name>> {
    return (await this.answer(name, ask, {}, options)) as Answer<Name>;
  }

  /** As `call`, with the `etag` of an earlier answer: status 304 when that still holds. */
  async refresh<Name extends Operation>(
    name: Name,
    ask: Ask<Name>,
    etag: string,
    options?: CallOptions,
  ): Promise<AnyAnswer<Name>> {
    return this.answer(name, ask, { "If-None-Match": etag }, options);
  }

  /** Page by page, all of one revision. */
  async *pages<Name extends Paged>(
    name: Name,
    ask: Ask<Name>,
    options?: CallOptions,
  ): Pieces<Answer<Name>> {
    let asked = ask;
    for (;;) {
      const answer = (await this.answer(name, asked, {}, options)) as Answer<Name>;
      yield answer;
      const { next } = answer.body as { next: string | null };
      if (next === null) return;
      asked = { ...ask, cursor: next };
    }
  }

  /** Item by item: `client.items("measures", {subject}, (result) => result.findings)`. */
  async *items<Name extends Paged, Item>(
    name: Name,
    ask: Ask<Name>,
    pick: (result: Result<Name>) => readonly Item[],
    options?: CallOptions,
  ): Pieces<Item> {
    for await (const page of this.pages(name, ask, options)) {
      yield* pick((page.body as unknown as { result: Result<Name> }).result);
    }
  }

  /** Rows as they are found. */
  async *screen(
    rows: Iterable<ScreenAsk>,
    ask: Parameters<"screen">,
    options?: CallOptions,
  ): Pieces<ScreenRow> {
    const answer = await this.call("screen", { ...ask, body: rows }, options);
    yield* answer.body;
  }

  /**
   * Changes as they come, from the token `since` (of a worklist, or of `call("changes")`), without
   * end. A broken stream is taken up where it ended. `worklist`: only what lies with the unit.
   * What natural persons have a part in is there for a purpose and on a ground only.
   */
  async *follow(
    name: "changes" | "worklist",
    ask: { since: string; purpose?: string; ground?: string },
    options: FollowOptions = {},
  ): Pieces<Enveloped<Feed>> {
    const first = options.retryMs ?? 1_000;
    const form: Form = { ...operations[name], query: ["since", "stream"], answer: "file" };
    let { since } = ask;
    let wait = first;
    for (;;) {
      try {
        const { response } = await this.send(form, { ...ask, since, stream: true }, {}, options);
        if (response.body === null) throw new TypeError("a stream without a body");
        for await (const { event, data, id } of eventsOf(response.body)) {
          if (event === "problem") throw this.problem(data, 503, "Service Unavailable", response);
          yield JSON.parse(data) as Enveloped<Feed>;
          since = id;
          wait = first;
        }
      } catch (error) {
        options.signal?.throwIfAborted();
        const over = error instanceof ProblemError && error.status < 500 && error.status !== 429;
        if (over || !(error instanceof ProblemError || error instanceof TypeError)) throw error;
      }
      await pause(wait, options.signal);
      wait = Math.min(2 * wait, kRetryMaxMs);
    }
  }

  /**
   * Submits a job and gives it when it is done; throws JobError when it ends otherwise. An aborted
   * signal cancels it, where its kind can be cancelled.
   */
  async run<Name extends Submitted>(
    name: Name,
    ask: Ask<Name>,
    options: JobOptions = {},
  ): Promise<Job> {
    const { body } = await this.answer(name, ask, {}, options);
    let job = body as Job;
    for (;;) {
      options.onProgress?.(job);
      if (!["waiting", "running", "cancelling"].includes(job.state)) break;
      try {
        await pause(options.pollMs ?? 500, options.signal);
      } catch (error) {
        await this.call("job_cancel", { job: job.id }).catch((refused: unknown) => {
          if (!(refused instanceof ProblemError)) throw refused;
        });
        throw error;
      }
      job = (await this.call("job_show", { job: job.id })).body;
    }
    if (job.state !== "done") throw new JobError(job);
    return job;
  }

  private async answer<Name extends Operation>(
    name: Name,
    ask: object | undefined,
    headers: Record<string, string>,
    options?: CallOptions,
  ): Promise<AnyAnswer<Name>> {
    const form = operations[name];
    const { response, requestId } = await this.send(form, { ...ask }, headers, options);
    const answer = {
      status: response.status,
      body: response.status === 304 ? undefined : await bodyOf(form, response),
      etag: response.headers.get("ETag"),
      token: response.headers.get("X-Consistency-Token"),
      requestId,
    };
    // The table and the types come from one source: what the status says, the type says.
    return answer as unknown as AnyAnswer<Name>;
  }

  private async send(
    form: Form,
    ask: { [name: string]: unknown },
    headers: Record<string, string>,
    options?: CallOptions,
  ): Promise<Sent> {
    const { token } = this.options;
    const bearer = typeof token === "function" ? await token() : token;
    if (bearer !== undefined) headers["Authorization"] = `Bearer ${bearer}`;
    for (const [name, header] of Object.entries(form.headers)) {
      // Headers hold ASCII only.
      if (ask[name] !== undefined) headers[header] = encodeURIComponent(String(ask[name]));
    }
    if (this.consistency !== null && form.query.includes("at_least")) {
      headers["X-Consistency-Token"] = this.consistency;
    }
    const init: RequestInit = { method: form.method, headers };
    if (form.body === "object") {
      headers["Content-Type"] = "application/json";
      init.body = JSON.stringify(ask["body"]);
    } else if (form.body === "lines") {
      headers["Content-Type"] = "application/x-ndjson";
      init.body = linesText(ask["body"] as string | Iterable<object>);
    }
    if (options?.signal !== undefined) init.signal = options.signal;
    const response = await this.fetch(this.url + targetOf(form, ask), init);
    const requestId = response.headers.get("X-Request-Id") ?? "";
    if (response.ok || response.status === 304) {
      this.remember(response.headers.get("X-Consistency-Token"));
      return { response, requestId };
    }
    const text = await response.text();
    throw this.problem(text, response.status, response.statusText, response);
  }

  private problem(text: string, status: number, title: string, response: Response): ProblemError {
    const error = new ProblemError(
      problemOf(text, status, title),
      response.headers.get("X-Request-Id") ?? "",
      secondsOf(response.headers.get("Retry-After")),
    );
    // The store was put back to an earlier state: whoever asks again asks of that.
    if (error.kind === "revision-not-here") this.consistency = null;
    return error;
  }

  private remember(token: string | null): void {
    if (token === null) return;
    const known = this.consistency;
    const newer =
      known === null || epochOf(known) !== epochOf(token) || revisionOf(known) < revisionOf(token);
    if (newer) this.consistency = token;
  }
}

function epochOf(token: string): string {
  return token.slice(0, token.lastIndexOf(":"));
}

function revisionOf(token: string): number {
  return Number(token.slice(token.lastIndexOf(":") + 1));
}

function secondsOf(header: string | null): number | null {
  return header !== null && /^\d+$/.test(header) ? Number(header) : null;
}

function targetOf(form: Form, ask: { [name: string]: unknown }): string {
  const path = form.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    if (ask[name] === undefined || ask[name] === "") throw new TypeError(`${name} is missing`);
    return encodeURIComponent(String(ask[name]));
  });
  const query = new URLSearchParams();
  for (const name of form.query) {
    const value = ask[name];
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined) query.append(name, String(one));
    }
  }
  const text = query.toString();
  return text === "" ? path : `${path}?${text}`;
}

async function bodyOf(form: Form, response: Response): Promise<unknown> {
  if (form.answer === "object") return response.json();
  if (form.answer === "text") return response.text();
  if (response.body === null) throw new TypeError("an answer without a body");
  return form.answer === "lines" ? jsonLinesOf(response.body) : response.body;
}

function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, ms);
    if (signal?.aborted === true) stop();
    else signal?.addEventListener("abort", stop, { once: true });
  });
}
