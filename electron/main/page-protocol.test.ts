// @promise SEC-09
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CONTENT_SECURITY_POLICY } from '../../core/page/headers.ts';
import { readPageFiles } from '../../core/page/page-files.ts';
import { announceScheme, answerPageRequest } from './page-protocol.ts';

const SECRET = 'not for any page';

const root = mkdtempSync(path.join(tmpdir(), 'vedette-protocol-'));
const folder = path.join(root, 'renderer');
mkdirSync(path.join(folder, 'assets'), { recursive: true });
writeFileSync(path.join(folder, 'index.html'), 'the page');
writeFileSync(path.join(folder, 'assets', 'app-1a2b.js'), 'the script');
writeFileSync(path.join(root, 'secret.json'), SECRET);
mkdirSync(path.join(root, 'renderer-other'));
writeFileSync(path.join(root, 'renderer-other', 'secret.json'), SECRET);
symlinkSync(path.join(root, 'secret.json'), path.join(folder, 'link.json'));
symlinkSync(root, path.join(folder, 'up'));
const files = readPageFiles(folder);

async function ask(url: string, method = 'GET'): Promise<{ readonly status: number; readonly text: string }> {
  const response = answerPageRequest(files, { method, url });
  return { status: response.status, text: await response.text() };
}

describe('app://vedette', () => {
  test.each([
    ['app://vedette/', 'the page'],
    ['app://vedette/index.html', 'the page'],
    ['app://vedette/w/8ac016d6-411d-8178-b943-be8d227ae428/queue?q=severity%3Ahigh#x', 'the page'],
    ['app://vedette/assets/app-1a2b.js', 'the script'],
    ['app://vedette/assets/%61pp-1a2b.js', 'the script'],
  ])('serves %s', async (url, text) => {
    expect(await ask(url)).toEqual({ status: 200, text });
  });

  test('with the policy and without guessing types', () => {
    const { headers } = answerPageRequest(files, { method: 'GET', url: 'app://vedette/' });
    expect(headers.get('content-security-policy')).toBe(CONTENT_SECURITY_POLICY);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
  });

  test.each(['POST', 'HEAD', 'PUT', 'DELETE', 'OPTIONS', 'get'])('answers GET, not %s', async (method) => {
    expect((await ask('app://vedette/', method)).status).toBe(405);
  });

  test.each([
    'app://vedette.example/',
    'app://evil/index.html',
    'app://vedette:1/',
    'app://user@vedette/',
    'app://user:pass@vedette/',
    'app://VEDETTE/',
    'app://./index.html',
    'app:///index.html',
    'app:index.html',
    'file:///etc/passwd',
    'https://vedette/index.html',
    'http://vedette/',
    'not an address',
    '',
  ])('refuses a host that is not exactly ours: %s', async (url) => {
    expect((await ask(url)).status).toBe(403);
  });

  test.each([
    '/../secret.json',
    '/../../../../etc/passwd.json',
    '/..%2fsecret.json',
    '/..%2Fsecret.json',
    '/%2e%2e/secret.json',
    '/%2e%2e%2fsecret.json',
    '/%252e%252e%252fsecret.json',
    '/..%252fsecret.json',
    '/%c0%ae%c0%ae/secret.json',
    '/..%c0%afsecret.json',
    '/..\\secret.json',
    '/..%5csecret.json',
    '/assets/..%2f..%2fsecret.json',
    '/assets/%2e%2e/%2e%2e/secret.json',
    '/./secret.json',
    '//secret.json',
    '/assets//app-1a2b.js',
    '/../renderer-other/secret.json',
    '/renderer-other/secret.json',
    '/link.json',
    '/up/secret.json',
    '/up/renderer-other/secret.json',
    '/index.html%00.js',
    '/%00/index.html',
    '/secret.json%00.html',
    '/index.html%0a',
    '/C:%5csecret.json',
    '/c:/secret.json',
    '/file:%2f%2f%2fetc%2fpasswd.json',
    '/%',
    '/%zz.json',
    '/assets/app-1a2b.js%20',
    '/INDEX.HTML',
  ])('does not leave its folder for %s', async (name) => {
    const { status, text } = await ask(`app://vedette${name}`);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(text).not.toContain(SECRET);
  });

  test('a path that climbs and then names no file is a screen like any other: the page, which says it knows none', async () => {
    expect(await ask('app://vedette/../../../../etc/passwd')).toEqual({ status: 200, text: 'the page' });
  });

  test('whatever is asked, the answer is a file of the interface or a refusal', async () => {
    const part = fc.oneof(
      fc.constantFrom(
        '..',
        '%2e%2e',
        '%2f',
        '%5c',
        '\\',
        '/',
        'assets',
        'secret.json',
        'up',
        '%00',
        '%25',
        'index.html',
      ),
      fc.string({ maxLength: 8 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 8 }), async (parts) => {
        const { status, text } = await ask(`app://vedette/${parts.join('/')}`);
        const isOurs = ['the page', 'the script'].includes(text);
        expect({ isOurs: status === 200 ? isOurs : true, isSecret: text.includes(SECRET) }).toEqual({
          isOurs: true,
          isSecret: false,
        });
      }),
    );
  });

  test('the scheme has an origin of its own, is secure, and has no way around the policy', () => {
    const announced: unknown[] = [];
    announceScheme({ registerSchemesAsPrivileged: (schemes) => announced.push(...schemes) });
    expect(announced).toEqual([
      { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
    ]);
  });
});
