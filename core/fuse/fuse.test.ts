import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { US_PER_MINUTE, type TimeUs } from '../kernel/time.ts';
import type { Alert, Finding } from '../model/alert.ts';
import type { Incident, LinkReason } from '../model/incident.ts';
import { fuse } from './fuse.ts';
import { linksOf } from './links.ts';
import { observe } from './surprise.ts';
import { TUNING, type Tuning } from './tuning.ts';
import { alertsOf, at, finding, mention } from './fixture.ts';
import { anyFindings } from '../../test/fuse/any-findings.ts';

const fuseFindings = (findings: readonly Finding[]): Incident[] => fuse(alertsOf(findings));

/** The titles of each incident's alerts, incidents in order of rank. */
function stories(findings: readonly Finding[]): string[][] {
  const alerts = alertsOf(findings);
  const titles = new Map(alerts.map(({ id, title }) => [id, title]));
  return fuse(alerts).map(({ alertIds }) => alertIds.map((id) => titles.get(id)!));
}

const DAY = 24 * 60;

/** `title` on the hour, every hour of `days`. */
function hourly(days: number, title: string, ...entities: string[]): Finding[] {
  return Array.from({ length: days * 24 }, (_, hour) => finding(hour * 60, title, ...entities));
}

const attackAt = (start: number, name: string): Finding[] =>
  [0, 4, 9].map((minute) => finding(start + minute, `${name}${minute}`, 'host:ws-1', 'user:corp\\ann'));

const ran = (path: string, host: string, title: string): Finding => {
  const one = finding(0, title, `host:${host}`, 'hash:aa11');
  const process = { ...mention(`process:${host}|1`), label: path };
  return { ...one, entities: [...one.entities, process] };
};

const step = (minutes: number, title: string, tactic: string, ...entities: string[]): Finding => ({
  ...finding(minutes, title, ...entities),
  tactics: [tactic],
  techniques: [`T${minutes}`],
  severity: 'high',
});

/** As many different signals as there are alerts, all within minutes on one host, account, address and session. */
const busy = (size: number): Finding[] =>
  Array.from({ length: size }, (_, index) =>
    finding(
      index / 10,
      `Rule ${index}`,
      'host:h',
      'user:corp\\ann',
      'ip:10.0.0.1',
      'session:h|0x51',
      `file@target:${index}`,
      `pipe:${index % 7}`,
    ),
  );

const both = (path: string): Finding[] => [ran(path, 'ws-1', 'A'), ran(path, 'ws-2', 'B')];

/** How many stories two alerts on one host and account are, so many hours apart, beside one far away. */
const storiesApart = (hours: number): number =>
  stories([
    finding(0, 'A', 'host:ws-1', 'user:corp\\ann'),
    finding(hours * 60, 'B', 'host:ws-1', 'user:corp\\ann'),
    finding(30 * DAY, 'Much later', 'host:ws-9'),
  ]).length;

/** How many stories two alerts are that share nothing but one process of the program at `path`. */
const storiesBy = (path: string): number => {
  const entities = [{ ...mention('process:ws-1|7'), label: path }];
  return stories([
    { ...finding(0, 'A'), entities },
    { ...finding(5, 'B'), entities },
  ]).length;
};

describe('L links', () => {
  test('L2 a rare host joins over minutes, not over a day of other news', () => {
    const soon = [finding(0, 'A', 'host:ws-1'), finding(20, 'B', 'host:ws-1')];
    expect(stories(soon)).toEqual([['A', 'B']]);
    const often = Array.from({ length: 10 }, (_, index) => finding(index * 150, `N${index}`, 'host:ws-1'));
    expect(stories(often).every((story) => story.length < 10)).toBe(true);
  });

  test('L2 attacks that were separate on the same host and account stay separate', () => {
    const found = stories([...attackAt(0, 'a'), ...attackAt(2 * DAY, 'b'), ...attackAt(3 * DAY, 'c')]);
    expect(found.map((story) => story.length)).toEqual([3, 3, 3]);
  });

  test('L2 evidence fades towards the reach, without a cliff at a round number of hours', () => {
    expect([0.5, 1, 1.5, 3, 11.9].map(storiesApart)).toEqual([2, 2, 2, 3, 3]);
  });

  test('an account, a session and an address tie hosts together', () => {
    const findings = [
      finding(0, 'Phish opened', 'host:ws-1', 'user:corp\\ann'),
      finding(10, 'Credentials dumped', 'host:ws-1', 'user:corp\\ann'),
      finding(25, 'Remote logon', 'host:srv-2', 'user:corp\\ann', 'ip@source:10.0.0.9'),
      finding(40, 'Service installed', 'host:dc-1', 'ip@source:10.0.0.9'),
      finding(30, 'Unrelated', 'host:ws-77', 'user:corp\\zoe'),
    ];
    expect(stories(findings)).toEqual([
      ['Phish opened', 'Credentials dumped', 'Remote logon', 'Service installed'],
      ['Unrelated'],
    ]);
  });

  test.each([
    ['user:nt authority\\system'],
    ['user:network service'],
    ['user:corp\\ws-1$'],
    ['user:s-1-5-18'],
    ['ip:127.0.0.1'],
    ['ip:::1'],
    ['ip:255.255.255.255'],
    ['ip:224.0.0.251'],
    ['file@target:c:\\windows\\system32\\cmd.exe'],
    ['port:443'],
  ])('L4 %s joins nothing', (shared) => {
    expect(stories([finding(0, 'A', 'host:ws-1', shared), finding(0, 'B', 'host:ws-2', shared)])).toHaveLength(2);
  });

  test('L4 the hash of a system program joins nothing, that of a dropped one does', () => {
    expect(stories(both('C:\\Windows\\System32\\cmd.exe'))).toHaveLength(2);
    expect(stories(both('C:\\Users\\ann\\x.exe'))).toHaveLength(1);
  });

  test("L4 a process that does everybody's work is no more than its host", () => {
    expect(storiesBy('C:\\Windows\\System32\\svchost.exe')).toBe(2);
    expect(storiesBy('C:\\Users\\ann\\x.exe')).toBe(1);
  });

  test('L2 a domain controller that everything touches does not glue the world', () => {
    const findings = Array.from({ length: 120 }, (_, index) => [
      finding(index * 60, `Odd ${index}`, 'host:dc-1', `user:corp\\u${index}`),
      finding(index * 60 + 5, `Odder ${index}`, `host:ws-${index}`, `user:corp\\u${index}`),
    ]).flat();
    const found = stories(findings);
    expect(found).toHaveLength(120);
    expect(found.every((story) => story.length === 2)).toBe(true);
  });

  test('L5 tools that name only host and address are joined by a rare signal across hosts', () => {
    const noise = ['web', 'mail', 'vpn'].flatMap((host) => hourly(4, 'Heartbeat', `host:${host}`));
    const scan = ['web', 'mail', 'vpn'].map((host, index) => finding(3 * DAY + 7 + index, 'Scan', `host:${host}`));
    const [first] = stories([...noise, ...scan]);
    expect(first!.filter((title) => title === 'Scan')).toHaveLength(3);
  });
});

describe('H and I routine and stories', () => {
  const noise = hourly(5, 'Heartbeat', 'host:web');

  test('I3 routine is one incident for its place, ranked below the story', () => {
    const attack = [finding(3 * DAY + 30, 'Webshell', 'host:web'), finding(3 * DAY + 34, 'Reverse shell', 'host:web')];
    const [first, second, ...others] = fuseFindings([...noise, ...attack]);
    expect(first!.title).toContain('shell');
    expect(first!.alertIds).toHaveLength(2);
    expect(second!.alertIds).toHaveLength(noise.length);
    expect(second!.links[1]!.text).toBe('routine of the same host web, 1 h apart');
    expect(others).toEqual([]);
  });

  test('H3 what is critical is a story however often it comes', () => {
    const critical = noise.map((one) => ({ ...one, severity: 'critical' as const }));
    expect(fuseFindings(critical).length).toBeGreaterThan(1);
  });

  test('I2 routine within moments of a story belongs to it, and ties no two stories together', () => {
    const sometimes = Array.from({ length: 20 }, (_, index) => finding(index * 360, 'Sometimes', 'host:web'));
    const quiet = finding(5 * DAY, 'End', 'host:other');
    const attack = [finding(6 * 360 + 1, 'Webshell', 'host:web'), finding(12 * 360 + 1, 'Miner', 'host:web')];
    const found = stories([...sometimes, ...attack, quiet]);
    expect(found).toContainEqual(['Sometimes', 'Miner']);
    expect(found).toContainEqual(['Sometimes', 'Webshell']);
  });

  test('I2 a bare place is no reason to join what others tell in detail', () => {
    const attack = attackAt(3 * DAY + 20, 'Attack ').map((one) => ({ ...one, tactics: ['execution'] }));
    const near = finding(3 * DAY + 21, 'Now and then', 'host:ws-1');
    const history = hourly(5, 'Report', 'host:fw');
    const often = Array.from({ length: 14 }, (_, index) => finding(index * 300, 'Now and then', 'host:ws-1'));
    expect(stories([...history, ...often, ...attack, near])[0]).not.toContain('Now and then');
    const bare = attackAt(3 * DAY + 20, 'Attack ').map((one) => ({ ...one, entities: [mention('host:ws-1')] }));
    expect(stories([...history, ...often, ...bare, near])[0]).toContain('Now and then');
  });

  test('I4 an alert without a time is alone', () => {
    const untimed = { ...finding(0, 'A', 'host:ws-1'), timeUs: 0 as TimeUs };
    const incidents = fuseFindings([finding(0, 'B', 'host:ws-1'), untimed, finding(1, 'C', 'host:ws-1')]);
    expect(incidents.map(({ alertIds }) => alertIds.length).toSorted()).toEqual([1, 2]);
    const alone = incidents.find(({ firstSeenUs }) => firstSeenUs === 0);
    expect(alone!.links[0]!.text).toBe('no event time: left out of correlation');
  });

  test('I5 reasons say what is shared and how far apart', () => {
    const findings = [
      finding(0, 'A', 'host:ws-12', 'session:ws-12|0x3e7a1'),
      finding(4, 'B', 'host:ws-12', 'session:ws-12|0x3e7a1'),
    ];
    const [{ links }] = fuseFindings(findings) as [Incident];
    expect(links.map(({ text }) => text)).toEqual([
      'the incident starts here',
      'same logon session 0x3e7a1 on ws-12, 4 m apart',
    ]);
  });

  test('I6 ids survive evidence at the end; joined incidents keep the earlier id', () => {
    const early = [finding(0, 'A', 'host:ws-1', 'user:corp\\ann')];
    const late = [finding(30, 'B', 'host:ws-2', 'user:corp\\bob')];
    const [first] = fuseFindings(early);
    expect(fuseFindings([...early, finding(5, 'C', 'host:ws-1')])[0]!.id).toBe(first!.id);
    const bridge = finding(15, 'Bridge', 'host:ws-1', 'host:ws-2', 'user:corp\\ann', 'user:corp\\bob');
    const incidents = fuseFindings([...early, ...late, bridge]);
    expect(incidents.map(({ id }) => id)).toEqual([first!.id]);
  });
});

/** Joins at the slightest nearness, so that few findings reach every rule. */
const EAGER: Tuning = { ...TUNING, burstFromNats: 0.2, strongFromNats: 0, storyFromNats: 1 };

describe('what holds for any findings', () => {
  const anyAlerts = anyFindings.map(alertsOf);
  const check = (property: (alerts: Alert[], incidents: Incident[]) => void): void =>
    fc.assert(
      fc.property(anyAlerts, fc.constantFrom(TUNING, EAGER), (alerts, tuning) =>
        property(alerts, fuse(alerts, [], tuning)),
      ),
    );

  test('I1 every alert is in exactly one incident', () => {
    check((alerts, incidents) => {
      const ids = incidents.flatMap(({ alertIds }) => alertIds);
      expect(ids.toSorted()).toEqual(alerts.map(({ id }) => id).toSorted());
    });
  });

  test('I5 every alert has one reason and every reason is true', () => {
    check((alerts, incidents) => {
      const byId = new Map(alerts.map((alert) => [alert.id, alert]));
      for (const { alertIds, links } of incidents) {
        expect(links.map(({ alertId }) => alertId).toSorted()).toEqual(alertIds.toSorted());
        expect(links.filter(({ joinedToAlertId }) => joinedToAlertId === null)).toHaveLength(1);
        for (const link of links) {
          if (link.joinedToAlertId === null) continue;
          const ends = [byId.get(link.alertId)!, byId.get(link.joinedToAlertId)!] as const;
          expect(alertIds).toContain(link.joinedToAlertId);
          expect(link.gapUs).toBe(gapBetween(...ends));
          expect({ text: link.text, isTrue: isTrue(link, ...ends) }).toEqual({ text: link.text, isTrue: true });
        }
      }
    });
  });

  test('I7 order and number of imports do not matter', () => {
    fc.assert(
      fc.property(anyFindings, fc.nat(40), fc.constantFrom(TUNING, EAGER), (findings, cut, tuning) => {
        const alerts = alertsOf(findings);
        const inTwo = [...findings.slice(cut), ...findings.slice(0, cut)];
        expect(fuse(alertsOf(inTwo).toReversed(), [], tuning)).toEqual(fuse(alerts, [], tuning));
      }),
    );
  });

  test('R1 and R2 the terms are whole points that add up to a risk of 0 to 100', () => {
    check((_, incidents) => {
      for (const { risk, riskTerms } of incidents) {
        expect(riskTerms.reduce((sum, { points }) => sum + points, 0)).toBe(risk);
        expect(riskTerms.every(({ points, reason }) => Number.isInteger(points) && points >= 0 && reason !== '')).toBe(
          true,
        );
        expect(risk).toBeLessThanOrEqual(100);
      }
      expect(incidents.map(({ risk }) => risk)).toEqual(incidents.map(({ risk }) => risk).toSorted((a, b) => b - a));
    });
  });

  test('an incident spans and lists what its alerts hold', () => {
    check((alerts, incidents) => {
      const byId = new Map(alerts.map((alert) => [alert.id, alert]));
      for (const incident of incidents) {
        const members = incident.alertIds.map((id) => byId.get(id)!);
        expect(incident.firstSeenUs).toBe(Math.min(...members.map(({ firstSeenUs }) => firstSeenUs)));
        expect(incident.lastSeenUs).toBe(Math.max(...members.map(({ lastSeenUs }) => lastSeenUs)));
        for (const { type, value, alertCount } of incident.entities) {
          const holders = members.filter(({ entities }) =>
            entities.some((one) => one.type === type && one.value === value),
          );
          expect(holders).toHaveLength(alertCount);
        }
      }
    });
  });
});

describe('R risk and title', () => {
  const intrusion = [
    step(0, 'Macro', 'execution', 'host:ws-1', 'user:corp\\ann'),
    step(9, 'Dump', 'credential-access', 'host:ws-1', 'user:corp\\ann'),
    step(20, 'Psexec', 'lateral-movement', 'host:srv-2', 'user:corp\\ann'),
  ];

  test('R1 an intrusion as arithmetic', () => {
    const [incident] = fuseFindings(intrusion);
    expect(incident!.riskTerms.map(({ name, points, reason }) => `${name} ${points}: ${reason}`))
      .toMatchInlineSnapshot(`
        [
          "severity 17: the most severe alert is high",
          "rarity 0: nothing is news against 1 h of history",
          "tactics 6: execution, credential access, lateral movement",
          "tactic order 2: 2 steps from an earlier to a later tactic",
          "techniques 3: 3 different techniques",
          "hosts 2: 2 hosts reached by what counts",
          "accounts 1: 1 account involved",
          "volume 0: 3 findings, damped",
        ]
      `);
  });

  test('R1 and R6 one act that trips many detections is one act, also on two hosts', () => {
    const logon = (minute: number, host: string): Finding[] =>
      ['Session opened', 'Logon', 'New login'].map((title, index) =>
        finding(minute + index / 10, title, `host:${host}`),
      );
    const known = [1, 2, 3].flatMap((day) => [...logon(day * DAY, 'ws-1'), ...logon(day * DAY, 'ws-2')]);
    const history = hourly(6, 'Report', 'host:fw');
    const points = (findings: readonly Finding[]): Record<string, number> => {
      const incident = fuseFindings([...history, ...findings]).find(({ lastSeenUs }) => lastSeenUs > at(5 * DAY))!;
      return Object.fromEntries(incident.riskTerms.map(({ name, points: own }) => [name, own]));
    };
    const again = points([...known, ...logon(5 * DAY, 'ws-1'), ...logon(5 * DAY, 'ws-2')]);
    const unheard = ['One', 'Two', 'Three'].flatMap((title, index) => [
      finding(5 * DAY + index / 10, title, 'host:ws-1'),
      finding(5 * DAY + index / 10, title, 'host:ws-2'),
    ]);
    const first = points([...known, ...unheard]);
    expect(again.rarity).toBeLessThan(first.rarity! / 3);
    expect([again.hosts, first.hosts]).toEqual([0, 2]);
  });

  test('H4 the same finding is rarer on a place that is seldom heard of', () => {
    const rarity = (host: string): number => {
      const findings = [...hourly(6, 'Report', 'host:fw'), finding(5 * DAY, 'Odd', `host:${host}`)];
      return fuseFindings(findings)
        .find(({ title }) => title.startsWith('Odd'))!
        .riskTerms.find(({ name }) => name === 'rarity')!.points;
    };
    expect(rarity('quiet-1')).toBeGreaterThan(rarity('fw'));
  });

  test('R3 it ranks above a storm of one loud rule', () => {
    const storm = Array.from({ length: 400 }, (_, index) => ({
      ...finding(index * 7, 'Port scan', 'host:fw', 'ip@source:203.0.113.9'),
      severity: 'high' as const,
    }));
    const incidents = fuseFindings([...storm, ...intrusion]);
    expect(incidents[0]!.title).toBe('Credential access and lateral movement over 2 hosts');
  });

  test('R4 titles without tactics take the most severe alert', () => {
    const findings = [
      finding(0, 'Ping', 'host:ws-1'),
      { ...finding(1, 'Ransom note', 'host:ws-1'), severity: 'critical' as const },
    ];
    expect(fuseFindings(findings)[0]!.title).toBe('Ransom note and 1 other signal on ws-1');
  });

  test('R5 no alerts, no incidents', () => {
    expect(fuse([])).toEqual([]);
  });
});

test('L1 and I8 links grow with the alerts, however busy an entity is', () => {
  const workspace = observe(alertsOf(busy(100)));
  const links = [...linksOf(workspace, TUNING).links.strongestFirst()];
  expect(links.length).toBeGreaterThan(0);
  const perAlert = Map.groupBy(links, ({ to }) => to);
  expect(Math.max(...[...perAlert.values()].map((ofAlert) => ofAlert.length))).toBeLessThanOrEqual(8);
});

/** Whether both ends hold what the reason names; over a signal, a moment or a burst it names no entity. */
function isTrue({ entityType, entityValue, text }: LinkReason, a: Alert, b: Alert): boolean {
  if (entityType === null) return /quiet moment|burst of news|within moments/.test(text) || a.signal === b.signal;
  return [a, b].every(({ entities }) => entities.some((one) => one.type === entityType && one.value === entityValue));
}

function gapBetween(a: Alert, b: Alert): number {
  return Math.max(0, a.firstSeenUs - b.lastSeenUs, b.firstSeenUs - a.lastSeenUs);
}

test('the fixture speaks of minutes', () => {
  expect(at(1) - at(0)).toBe(US_PER_MINUTE);
});
