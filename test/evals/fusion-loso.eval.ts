/**
 * What fusion's thresholds are worth on data they were not chosen on: each scenario of the AIT Alert Data Set is scored
 * with the thresholds that do best on the others. Beside it the thresholds in the product, which saw all of them, and
 * the grouping per host.
 *
 * Best is: most phases in the first incident, among those where no other scenario breaks what is promised (reduction,
 * truth of the first incident, nothing false above it); then the truest.
 *
 * Run: `node test/evals/fusion-loso.eval.ts`
 */
import { TUNING, type Tuning } from '../../core/fuse/tuning.ts';
import { US_PER_MINUTE } from '../../core/kernel/time.ts';
import { hasData } from '../data.ts';
import { allScores, fusionScores, readScenarios, SCORE_HEAD, scoreRow, totalOf, type Scores } from './fusion-ait.ts';
import { table } from './table.ts';

const MIN_REDUCTION = 0.999;
const MIN_TRUTH = 0.8;

/** Around the product's thresholds, half or twice as much. */
function grid(): Tuning[] {
  const tunings: Tuning[] = [];
  for (const whereLinkFromNats of [1.6, 2, 2.5]) {
    for (const burstOnceIn of [20, 50, 100]) {
      for (const aroundMinutes of [15, 30, 60]) {
        for (const storyFromNats of [1, 1.5, 2]) {
          tunings.push({
            ...TUNING,
            whereLinkFromNats,
            burstFromNats: Math.log(burstOnceIn),
            aroundUs: aroundMinutes * US_PER_MINUTE,
            storyFromNats,
          });
        }
      }
    }
  }
  return tunings;
}

/** Scores of one scenario for each tuning of the grid. */
type Sweep = readonly Scores[];

function bestFor(training: readonly Sweep[], tunings: readonly Tuning[]): number {
  const totals = tunings.map((_, index) => totalOf(training.map((sweep) => sweep[index]!)));
  const keepsPromises = (index: number): boolean =>
    training.every((sweep) => {
      const { reduction, falseAbove, topAlertTruth } = sweep[index]!;
      return reduction >= MIN_REDUCTION && falseAbove === 0 && topAlertTruth >= MIN_TRUTH;
    });
  const order = tunings
    .map((_, index) => index)
    .toSorted(
      (a, b) =>
        Number(keepsPromises(b)) - Number(keepsPromises(a)) ||
        totals[b]!.phasesTop1 - totals[a]!.phasesTop1 ||
        totals[b]!.topAlertTruth - totals[a]!.topAlertTruth,
    );
  return order[0]!;
}

function words({ whereLinkFromNats, burstFromNats, aroundUs, storyFromNats }: Tuning): string {
  return `link ${whereLinkFromNats}, burst 1 in ${Math.round(Math.exp(burstFromNats))}, around ${aroundUs / US_PER_MINUTE} m, story ${storyFromNats}`;
}

/** Prints the table and what was chosen for each scenario. */
export async function run(): Promise<void> {
  if (!hasData) {
    console.log('fusion-loso: the AIT alert data set is missing (VEDETTE_DATA), nothing measured');
    return;
  }
  const scenarios = readScenarios();
  const tunings = grid();
  const sweeps = scenarios.map((scenario) => tunings.map((tuning) => fusionScores(scenario, tuning)));
  const held: Scores[] = [];
  for (const [index, scenario] of scenarios.entries()) {
    const chosen = bestFor(sweeps.toSpliced(index, 1), tunings);
    held.push({ ...sweeps[index]![chosen]!, method: 'fusion, held out' });
    console.log(`${scenario.name}: ${words(tunings[chosen]!)}`);
  }
  const fixed = scenarios.flatMap(allScores);
  const totals = [...Map.groupBy([...held, ...fixed], ({ method }) => method).values()].map(totalOf);
  console.log(`in the product: ${words(TUNING)}`);
  console.log(table(SCORE_HEAD, [...held, ...totals].map(scoreRow)));
}

if (import.meta.main) await run();
