/**
 * `npm run check`: what to run before every commit. Format, lint, types, layers, dead code and the unit tests; those that
 * take seconds (`x.long.test.ts`) are left to `npm test`.
 */
import { runSteps, STATIC_STEPS } from './steps.ts';

const UNIT = {
  name: 'layers and unit tests',
  command: ['vitest', 'run', 'core', 'renderer', 'test/arch', '--exclude=**/*.long.test.ts', '--reporter=minimal'],
};

const results = runSteps([...STATIC_STEPS, UNIT]);
const failed = results.filter((result) => !result.isPassed);
console.log(failed.length === 0 ? 'All checks passed.' : `Failed: ${failed.map((result) => result.name).join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;
