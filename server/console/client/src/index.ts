// What a program imports.
export * from "./api.js";
export * from "./client.js";
export { JobError, ProblemError } from "./problem.js";
export type { Pieces } from "./streams.js";
