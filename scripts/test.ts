/**
 * `npm test`: every check and test that can run on this machine. What cannot run is named with the reason, and the
 * last line is `N passed, N failed, N skipped`.
 */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { PROJECT_ROOT, run, runSteps, STATIC_STEPS } from './steps.ts';

const RESULTS = path.join(PROJECT_ROOT, 'test-results', 'vitest.json');

const resultsSchema = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  numFailedTestSuites: z.number(),
  success: z.boolean(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
});

const steps = runSteps(STATIC_STEPS);
mkdirSync(path.dirname(RESULTS), { recursive: true });
rmSync(RESULTS, { force: true });
run(['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${RESULTS}`]);

let passed = steps.filter((step) => step.isPassed).length;
let failed = steps.length - passed;
let skipped = 0;
try {
  const results = resultsSchema.parse(JSON.parse(readFileSync(RESULTS, 'utf8')));
  passed += results.numPassedTests;
  // A file that cannot even be loaded has no test of its own to count, and must not pass for that.
  const brokenFiles = results.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  );
  failed += results.numFailedTests + brokenFiles.length;
  skipped += results.numPendingTests + results.numTodoTests;
  if (!results.success && results.numFailedTests + brokenFiles.length === 0) failed++;
  for (const file of results.testResults) {
    const left = file.assertionResults.filter((test) => test.status === 'pending' || test.status === 'skipped');
    for (const test of left) console.log(`skipped: ${path.relative(PROJECT_ROOT, file.name)}: ${test.fullName}`);
  }
  if (skipped > 0) console.log('Tests are skipped where what they need is not on this machine; their names say what.');
} catch (error) {
  console.log(`The tests did not run to their end: ${String(error)}`);
  failed++;
}
for (const step of steps.filter((one) => !one.isPassed)) console.log(`failed: ${step.name}`);
process.exitCode = failed === 0 ? 0 : 1;
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
