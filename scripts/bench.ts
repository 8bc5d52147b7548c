/** `npm run bench [-- NAME…]`: how fast the hot paths are, against a baseline measured in the same run. */
import { runNamed } from './named-run.ts';

await runNamed('test/bench', 'bench', process.argv.slice(2));
