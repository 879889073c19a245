// What the service refuses, as errors that can be told apart.
import type { Job, Problem } from "./api.js";

/** An answer that is a problem (RFC 9457): `problem.errors` names the fields at fault. */
export class ProblemError extends Error {
  override readonly name = "ProblemError";
  readonly status: number;
  /** What follows `urn:liancheng:problem:` (no-token, bad-field, ...); else the type. */
  readonly kind: string;

  constructor(
    readonly problem: Problem,
    /** Under which the service's log knows the request. */
    readonly requestId: string,
    /** Seconds after which asking again may help; null where the service does not say. */
    readonly retryAfter: number | null = null,
  ) {
    super(`${problem.status} ${problem.title}: ${problem.detail}`);
    this.status = problem.status;
    this.kind = problem.type.replace(/^urn:liancheng:problem:/, "");
  }
}

/** A job that ended otherwise than done. */
export class JobError extends Error {
  override readonly name = "JobError";

  constructor(readonly job: Job) {
    super(`job ${job.id} (${job.kind}) is ${job.state}`);
  }
}

function isProblem(value: unknown): value is Problem {
  if (typeof value !== "object" || value === null) return false;
  const { type, title, status, detail } = value as Partial<Problem>;
  return (
    typeof type === "string" &&
    typeof title === "string" &&
    typeof status === "number" &&
    typeof detail === "string"
  );
}

/** Of a body that should hold a problem; something between may have answered in its own words. */
export function problemOf(text: string, status: number, title: string): Problem {
  try {
    const value: unknown = JSON.parse(text);
    if (isProblem(value)) return value;
  } catch {
    // Told below.
  }
  return { type: "about:blank", title, status, detail: text.slice(0, 200) };
}
