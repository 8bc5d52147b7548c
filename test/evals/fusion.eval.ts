/**
 * How well fusion tells an attack as one story among days of noise, on the AIT Alert Data Set. Beside it, in the same
 * run, the two naive groupings per host and the mean of fusion's own incidents in random order. Grouping per host cuts
 * the attack into many incidents, so more of its first ten hold a piece of it: read p@10 beside how many there are.
 *
 * Run: `node test/evals/fusion.eval.ts [--json]`
 */
import { hasData } from '../data.ts';
import { allScores, readScenarios, SCORE_HEAD, scoreRow, totalOf } from './fusion-ait.ts';
import { table } from './table.ts';

/** Prints the table, or with `--json` the scores. */
export async function run(): Promise<void> {
  if (!hasData) {
    console.log('fusion: the AIT alert data set is missing (VEDETTE_DATA), nothing measured');
    return;
  }
  const scores = readScenarios().flatMap(allScores);
  const totals = [...Map.groupBy(scores, ({ method }) => method).values()].map(totalOf);
  const all = [...scores, ...totals];
  console.log(process.argv.includes('--json') ? JSON.stringify(all) : table(SCORE_HEAD, all.map(scoreRow)));
}

if (import.meta.main) await run();
