import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseLaunch, parseLink } from './launch.ts';

const ID = '8ac016d6-411d-8178-b943-be8d227ae428';
const folder = path.resolve('/home/ada/case');
const launched = (...args: readonly string[]): ReturnType<typeof parseLaunch> =>
  parseLaunch(['/opt/vedette', ...args], { folder, skip: 1 });

describe('a command line', () => {
  test('names workspaces and evidence, as its own folder means them', () => {
    expect(launched('monday.vedette', 'logs/Security.evtx', path.resolve('/mnt/x.zip'), 'OLD.VEDETTE')).toEqual({
      workspaces: [path.join(folder, 'monday.vedette'), path.join(folder, 'OLD.VEDETTE')],
      evidence: [path.join(folder, 'logs/Security.evtx'), path.resolve('/mnt/x.zip')],
      links: [],
      refused: [],
    });
  });

  test('has no switches for us: those of Chromium and Node are not passed on and not taken for files', () => {
    const nothing = { workspaces: [], evidence: [], links: [], refused: [] };
    expect(launched('--no-sandbox', '--inspect=0', '--remote-debugging-port=1', '-r', '')).toEqual({
      ...nothing,
    });
    expect(parseLaunch(['electron', '.'], { folder, skip: 2 })).toEqual(nothing);
  });

  test('that is too long is refused whole', () => {
    expect(launched(...Array.from({ length: 1_001 }, (_, at) => `${at}.evtx`)).evidence).toEqual([]);
    expect(launched('x'.repeat(40_000)).refused).toEqual(['a command line that is too long']);
  });

  test('with a name that no file can have', () => {
    expect(launched('a\0b.vedette')).toMatchObject({ workspaces: [], evidence: [] });
  });

  test('a link among files stays a link, and one that says too much is told', () => {
    const { links, refused, evidence } = launched(
      `vedette://workspace/${ID}`,
      'vedette://open?file=/etc/passwd',
      'a.evtx',
    );
    expect(links).toEqual([{ workspace: ID, screen: 'queue' }]);
    expect(refused).toEqual(['vedette://open?file=/etc/passwd']);
    expect(evidence).toEqual([path.join(folder, 'a.evtx')]);
  });
});

describe('a link', () => {
  test.each([
    ['vedette://home', { workspace: null, screen: 'home' }],
    ['vedette://home/', { workspace: null, screen: 'home' }],
    ['VEDETTE://settings', { workspace: null, screen: 'settings' }],
    [`vedette://workspace/${ID}`, { workspace: ID, screen: 'queue' }],
    [`vedette://workspace/${ID}/explore`, { workspace: ID, screen: 'explore' }],
  ])('%s shows a place', (text, link) => {
    expect(parseLink(text)).toEqual(link);
  });

  test.each([
    'vedette:',
    'vedette://',
    'vedette:home',
    'vedette:///home',
    'vedette://home?x=1',
    'vedette://home#x',
    'vedette://home:80',
    'vedette://user@home',
    'vedette://home/..',
    'vedette://home/x',
    'vedette://workspace',
    'vedette://workspace/../../etc/passwd',
    'vedette://workspace/1',
    `vedette://workspace/${ID}/explore/more`,
    `vedette://workspace/${ID}/%2e%2e`,
    `vedette://workspace/${ID}/Explore`,
    `vedette://workspace/${ID}/explore?query=x`,
    `vedette://workspace/${ID}/javascript:alert(1)`,
    'https://vedette/home',
    'file:///etc/passwd',
    'javascript:alert(1)',
    `vedette://${'x'.repeat(40_000)}`,
  ])('%s is refused', (text) => {
    // `home/..` is `home` to whoever reads addresses, and that is all it may come to.
    expect([null, 'home']).toContain(parseLink(text)?.screen ?? null);
    expect(parseLink(text)?.workspace ?? null).toBeNull();
  });

  test('whatever it says, it names a known kind of place or nothing', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), fc.string(), (address, text) => {
        for (const link of [parseLink(address.replace(/^https?/, 'vedette')), parseLink(`vedette://${text}`)]) {
          expect(link?.screen ?? 'none').toMatch(/^[a-z][a-z-]{0,39}$/);
        }
      }),
    );
  });
});
