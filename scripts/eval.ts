/** `npm run eval [-- NAME…]`: how good the answers are, beside what a trivial method gets on the same data. */
import { runNamed } from './named-run.ts';

await runNamed('test/evals', 'eval', process.argv.slice(2));
