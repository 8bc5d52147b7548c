/** Arbitrary findings for property tests of fusion. */
import * as fc from 'fast-check';
import { at, mention } from '../../core/fuse/fixture.ts';
import type { TimeUs } from '../../core/kernel/time.ts';
import type { Finding } from '../../core/model/alert.ts';
import { SEVERITIES } from '../../core/model/severity.ts';

const entity = fc.oneof(
  fc.constantFrom('ws-1', 'ws-2', 'dc-1').map((value) => mention(`host:${value}`)),
  fc.constantFrom('corp\\ann', 'corp\\bob', 'nt authority\\system').map((value) => mention(`user:${value}`)),
  fc.constantFrom('corp\\eve', 'corp\\ann').map((value) => mention(`user@target:${value}`)),
  fc.constantFrom('10.0.0.1', '10.0.0.2', '127.0.0.1').map((value) => mention(`ip@source:${value}`)),
  fc.constantFrom('ws-1|0x3e7', 'ws-1|0x51', 'ws-2|0x52').map((value) => mention(`session:${value}`)),
  fc.constantFrom('ws-1|a', 'ws-1|b', 'ws-2|c').map((value) => mention(`process:${value}`)),
  fc
    .constantFrom('c:\\users\\bob\\x.exe', 'c:\\windows\\system32\\cmd.exe')
    .map((value) => mention(`file@target:${value}`)),
);

const where = fc
  .constantFrom('ws-1', 'ws-2', 'dc-1')
  .map((host) => [mention(`host:${host}`), mention(`ip@device:10.0.0.${host === 'dc-1' ? 9 : 4}`)]);

/** As tools of our own say it, and as simple tools do, which say where and when and no more. */
const said = fc.oneof(
  fc.record({
    techniques: fc.subarray(['T1003', 'T1021', 'T1059']),
    tactics: fc.subarray(['execution', 'credential-access', 'lateral-movement']),
    entities: fc.array(entity, { maxLength: 5 }),
  }),
  fc.record({ techniques: fc.constant([]), tactics: fc.constant([]), entities: where }),
);

/**
 * Findings over a few days on a few hosts, close enough to share and far enough to part, of a history long enough to
 * tell what is usual or not; some without a time.
 */
export const anyFindings: fc.Arbitrary<Finding[]> = fc
  .array(
    fc.record({
      timeUs: fc.oneof(
        { weight: 12, arbitrary: fc.integer({ min: 0, max: 7_000 }).map((minutes) => at(minutes)) },
        { weight: 6, arbitrary: fc.integer({ min: 0, max: 90 }).map((minutes) => at(minutes)) },
        { weight: 6, arbitrary: fc.integer({ min: 5_000, max: 5_060 }).map((minutes) => at(minutes)) },
        { weight: 1, arbitrary: fc.constant(0 as TimeUs) },
      ),
      title: fc.constantFrom('Logon failed', 'Service installed', 'Dump of lsass', 'Beacon'),
      severity: fc.constantFrom(...SEVERITIES),
      said,
    }),
    { maxLength: 40 },
  )
  .map((all) =>
    all.map(({ said: facts, ...one }, index) => ({
      ...one,
      ...facts,
      sequence: index,
      signal: `rule ${one.title}`,
      detector: 'test',
    })),
  );
