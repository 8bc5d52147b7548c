import { expect, test } from 'vitest';
import { errorRegistry, reportOf, VedetteError } from './errors.ts';
import { createMetrics } from './metrics.ts';

test('an error reports its code, message and next step', () => {
  const report = new VedetteError('E_RECORD_DAMAGED', 'a.evtx: record 7 at byte 4096 is cut short').toReport();
  expect(report).toEqual({
    code: 'E_RECORD_DAMAGED',
    message: 'a.evtx: record 7 at byte 4096 is cut short',
    hint: 'The rest of the source was read.',
  });
});

test('what was not foreseen is reported as internal', () => {
  expect(reportOf(new TypeError('x is undefined'))).toMatchObject({ code: 'E_INTERNAL', message: 'x is undefined' });
  expect(reportOf('text')).toMatchObject({ code: 'E_INTERNAL', message: 'text' });
});

test('every code has a hint that is a sentence', () => {
  for (const [code, hint] of errorRegistry()) {
    expect(code).toMatch(/^E_[A-Z_]+$/);
    expect(hint).toMatch(/^[A-Z`].*\.$/);
  }
});

test('two engines count apart', async () => {
  const [one, other] = [createMetrics(), createMetrics()];
  one.alertsDeduplicated.inc(3);
  expect(await one.expose()).toContain('alerts_deduplicated_total 3');
  expect(await other.expose()).toContain('alerts_deduplicated_total 0');
});
