// What the tests use of Node.js, so that they need no package of types.
declare module "node:assert/strict" {
  export function equal(actual: unknown, expected: unknown, message?: string): void;
  export function deepEqual(actual: unknown, expected: unknown, message?: string): void;
  export function ok(value: unknown, message?: string): asserts value;
  export function rejects(
    promise: Promise<unknown>,
    fits: (error: unknown) => boolean,
  ): Promise<void>;
}

declare const process: {
  readonly env: { readonly [name: string]: string | undefined };
  exitCode: number;
};
