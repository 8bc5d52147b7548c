#!/usr/bin/env node
// Plain JavaScript for any Node: it must be able to say that Node is too old before anything newer is parsed. On Node 20
// the SQLite binding would end the process without a word.
const REQUIRED_MAJOR = 24;
const major = Number(process.versions.node.split('.')[0]);

if (major < REQUIRED_MAJOR) {
  process.stderr.write(
    `Vedette needs Node ${REQUIRED_MAJOR} or newer, and this is Node ${process.versions.node}: ` +
      'run it as `npx vedette …` from the project folder, or install Node 24 (E_NODE_TOO_OLD).\n',
  );
  process.exit(1);
} else {
  import('node:module').then((module) => module.enableCompileCache());
  import('../core/cli/main.ts').then(({ main }) => main(process.argv.slice(2)));
}
