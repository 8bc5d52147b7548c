import { expect, test } from 'vitest';
import { loadRules } from '../detect/load.ts';
import { createDetector } from '../detect/match.ts';
import { enabledRules } from './enabled-rules.ts';

const LOGON = `title: Failed logon
id: logon
logsource: { product: windows, service: security }
detection: { s: { EventID: 4625 }, condition: s }
`;
const MANY = `title: Many
id: many
correlation: { type: event_count, rules: [logon], timespan: 1h, condition: { gte: 5 } }
generate: true
`;
const FILTER = `title: But not ours
id: ours
logsource: { product: windows, service: security }
filter: { rules: [logon], s: { TargetUserName: backup }, condition: not s }
`;
const SET = loadRules([{ path: 'rules.yml', text: [LOGON, MANY, FILTER].join('---\n') }]);
const EVENT = { fields: { Channel: 'Security', EventID: 4625, TargetUserName: 'backup' }, logsource: {} };

test('nothing that is switched off leaves everything as it is', () => {
  expect(SET.refused).toEqual([]);
  expect(enabledRules(SET, new Set())).toEqual({ rules: SET.rules, correlations: SET.correlations });
});

test('a rule that is switched off is matched for the correlation that is on, and only for it', () => {
  const kept = enabledRules(SET, new Set(['logon']));
  expect(kept.rules.map(({ facts, isSilent }) => [facts.id, isSilent])).toEqual([['logon', true]]);
  expect(kept.correlations).toEqual(SET.correlations);
  expect(enabledRules(SET, new Set(['logon', 'many']))).toEqual({ rules: [], correlations: [] });
  expect(enabledRules(SET, new Set(['many'])).rules).toEqual(SET.rules);
});

test('a filter that is switched off takes no event away', () => {
  expect(createDetector(enabledRules(SET, new Set()).rules).match(EVENT)).toEqual([]);
  const [hit] = createDetector(enabledRules(SET, new Set(['ours'])).rules).match(EVENT);
  expect(hit?.rule).toMatchObject({ id: 'logon' });
  expect(hit?.rule.filters).toBeUndefined();
});
