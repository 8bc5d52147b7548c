/** A scenario as small as one can be and still use every kind of event; for tests. */
export const SMALL_SCENARIO = String.raw`
scenario: small
title: Small
summary: Every kind of event once.
start: 2026-03-11T07:30:00Z
seed: 7
domain: { netbios: NORRVIK, dns: norrvik.example, sid: S-1-5-21-1-2-3 }
hosts:
  ws:
    name: NV-WS-1
    ip: 10.40.12.31
    running:
      services: { image: 'C:\Windows\System32\services.exe', pid: 676 }
      scheduler: { image: 'C:\Windows\System32\svchost.exe' }
      lsass: { image: 'C:\Windows\System32\lsass.exe', pid: 692 }
      explorer: { image: 'C:\Windows\explorer.exe', session: anna }
users:
  anna: { name: a.lindqvist, rid: 1104 }
sessions:
  anna: { on: ws, user: anna, logonId: 0x5a17c, type: interactive }
  admin: { on: ws, user: anna, logonId: '0x5a11b', elevated: true }
story:
  - at: +00:01:00
    title: All of it
    events:
      - { type: logon, on: ws, session: anna }
      - { type: logon, on: ws, session: admin, from: ws }
      - { type: logon_failed, on: ws, account: nobody, from: 10.40.12.9, reason: unknown_account }
      - { type: explicit_credentials, on: ws, process: explorer, user: anna, target: ws }
      - { type: process_start, on: ws, as: shell, by: explorer, image: 'C:\Windows\System32\cmd.exe', command: 'cmd /c {{base64:hi}}' }
      - { type: network, on: ws, process: shell, ip: 203.0.113.57, port: 443 }
      - { type: dns, on: ws, process: shell, query: files.example, answer: 203.0.113.57 }
      - { type: file, on: ws, process: shell, path: 'C:\a.txt' }
      - { type: registry, on: ws, process: shell, key: HKLM\a, value: b }
      - { type: module, on: ws, process: shell, path: 'C:\a.dll', signed: false }
      - { type: process_access, on: ws, process: shell, target: lsass, rights: 0x1010, trace: ['C:\Windows\SYSTEM32\ntdll.dll+1'] }
      - { type: pipe, on: ws, process: shell, name: \a }
      - { type: pipe, on: ws, process: shell, name: \a, connected: true }
      - { type: script, on: ws, process: shell, text: Get-Date }
      - { type: share, on: ws, session: admin, from: ws, share: C$, file: a.txt, access: write }
      - { type: service_installed, on: ws, session: admin, name: a, path: 'C:\a.exe' }
      - { type: service_state, on: ws, name: a, state: running }
      - { type: task_created, on: ws, session: admin, name: a, command: 'C:\a.exe', arguments: '<&>' }
      - { type: kerberos_logon, on: ws, user: ws$, from: ws }
      - { type: kerberos_ticket, on: ws, user: anna, service: http, from: ws, encryption: rc4 }
      - { type: directory_access, on: ws, session: admin, properties: [1131f6aa-9c07-11d1-f79f-00c04fc2dcd2] }
      - { type: account_created, on: ws, session: admin, account: b, rid: 1200 }
      - { type: group_member_added, on: ws, session: admin, group: Domain Admins, groupRid: 512, member: b, memberRid: 1200 }
      - { type: defender_setting, on: ws, before: '', after: 'HKLM\x = 0x0' }
      - { type: other, on: ws, channel: Application, provider: Norrvik, eventId: 9, data: { Text: a } }
      - { type: log_cleared, on: ws, session: admin, log: Security }
      - { type: log_cleared, on: ws, session: admin, log: System }
      - { type: process_end, on: ws, process: shell }
      - { type: logoff, on: ws, session: admin }
background:
  from: '-00:30:00'
  to: +00:30:00
  people: [anna]
  neighbours: [{ name: NV-WS-2, ip: 10.40.12.32 }]
  fileServer: ws
  controller: ws
  websites: [{ domain: news.example, ip: 198.51.100.20 }]
  documents: [a.xlsx, b.docx]
  shares: [home]
  services: [Spooler]
  programs: [{ image: 'C:\Windows\System32\svchost.exe', command: svchost.exe }]
  scripts: [{ path: 'C:\a.ps1', text: Get-Date }]
  counts: { browsing: 2, documents: 2, shares: 2, services: 2, programs: 2, logons: 2, tickets: 2, scripts: 2, mistypedPasswords: 1 }
`;
