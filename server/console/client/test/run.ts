// Runs tests one after the other and says which failed.
export type Tests = { readonly [name: string]: () => void | Promise<void> };

export async function run(tests: Tests): Promise<void> {
  let failed = 0;
  for (const [name, test] of Object.entries(tests)) {
    try {
      await test();
    } catch (error) {
      failed += 1;
      console.log(`FAIL ${name}`, error);
    }
  }
  console.log(`${Object.keys(tests).length} tests, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
}
