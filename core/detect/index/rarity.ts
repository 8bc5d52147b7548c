/** How often an atom is expected to hold, 0 to 1: what counts is the order among the atoms of one rule. */
import type { Atom } from './witness.ts';

/** What ordinary events are full of; a literal found in here says little about an event. */
const ORDINARY = [
  'c:\\windows\\system32\\svchost.exe -k netsvcs -p -s schedule',
  'c:\\windows\\syswow64\\rundll32.exe',
  'c:\\program files (x86)\\microsoft\\',
  'c:\\program files\\common files\\',
  'c:\\programdata\\microsoft\\windows\\start menu\\programs\\',
  'c:\\users\\public\\appdata\\local\\temp\\',
  'c:\\users\\administrator\\appdata\\roaming\\microsoft\\windows\\',
  'c:\\windows\\system32\\windowspowershell\\v1.0\\powershell.exe -noprofile -command ',
  'c:\\windows\\system32\\cmd.exe /c "',
  'c:\\windows\\explorer.exe',
  'c:\\windows\\system32\\services.exe',
  'c:\\windows\\system32\\lsass.exe',
  'c:\\windows\\system32\\ntdll.dll',
  'hklm\\system\\currentcontrolset\\services\\',
  'hklm\\software\\microsoft\\windows\\currentversion\\',
  'hklm\\software\\microsoft\\windows nt\\currentversion\\',
  'hku\\s-1-5-21-\\software\\microsoft\\windows\\currentversion\\explorer\\',
  'nt authority\\system',
  'microsoft corporation',
  'https://www.',
  '/usr/bin/bash -c /usr/sbin/ /bin/sh /etc/ /tmp/ /var/log/ /home/',
  'get-item new-object set-item function param return import-module $true $false',
  'true false success failure get post http/1.1 200',
].join('\n');

const COMMON = 0.3;

export function rarityOf(atom: Atom): number {
  switch (atom.kind) {
    case 'present':
      return 0.9;
    case 'number':
      return 0.02;
    case 'equals':
      return atom.text.length < 2 ? 0.1 : ORDINARY.includes(atom.text) ? 0.1 : 0.01;
    case 'tail':
      return ORDINARY.includes(atom.text) ? 0.1 : 0.005;
    case 'part': {
      const once = ORDINARY.includes(atom.text) ? COMMON : byLength(atom.text.length);
      return atom.field === null ? 2 * once : atom.placement === 'contains' ? once : once / 2;
    }
  }
}

function byLength(length: number): number {
  return length >= 8 ? 0.004 : length >= 5 ? 0.01 : [1, 0.5, 0.3, 0.1, 0.03][length]!;
}
