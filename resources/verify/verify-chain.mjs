#!/usr/bin/env node
/**
 * Checks an exported chain without Vedette:
 *
 *   vedette audit --json > audit.ndjson
 *   node verify-chain.mjs audit.ndjson [HASH NOTED DOWN EARLIER …]
 *
 * Plain Node, no dependencies, no code shared with what wrote the chain. The rule: `hash` is SHA-256 over `prev_hash`
 * followed by the row's other members (all but `seq`, `prev_hash`, `hash`) as canonical JSON (RFC 8785); the first row
 * follows 64 zeros. Prints the head; exit code 1 at the first row that breaks the rule, which is named.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

const [file, ...expected] = process.argv.slice(2);
if (file === undefined) {
  console.error('Usage: node verify-chain.mjs FILE.ndjson [HASH …]');
  process.exit(2);
}

/** Members in order of UTF-16 code units; texts and numbers as ECMAScript writes them, which is what RFC 8785 asks for. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const members = Object.keys(value).toSorted();
  return `{${members.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`;
}

function fail(reason) {
  console.error(`BROKEN: ${reason}`);
  process.exit(1);
}

let head = '0'.repeat(64);
let count = 0;
const missing = new Set(expected.map((hash) => hash.toLowerCase()));
for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
  if (line.trim() === '') continue;
  let row;
  try {
    row = JSON.parse(line);
  } catch {
    fail(`line ${count + 1} is not JSON`);
  }
  const { seq, prev_hash: prevHash, hash, ...body } = row;
  const wanted = createHash('sha256').update(prevHash).update(canonical(body)).digest('hex');
  if (hash !== wanted) fail(`row ${seq} was changed: its content does not match its hash`);
  if (prevHash !== head) fail(`row ${seq} does not follow ${count === 0 ? 'an empty chain' : `row ${count}`}`);
  count += 1;
  if (seq !== count) fail(`row ${seq} is the one that was written as row ${count}`);
  head = hash;
  missing.delete(hash);
}
if (missing.size > 0) fail(`no row has the hash ${[...missing].join(', ')}`);
console.log(`sound: ${count} rows, head ${head}`);
console.log('Rows cut off at the end do not show here: compare the head with one noted down elsewhere.');
