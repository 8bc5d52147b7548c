/** Fields with values and raw records, made up. */
import { useState, type ReactNode } from 'react';
import { KeyValues } from '../../ui/key-values/key-values.tsx';
import { RawView } from '../../ui/raw-view/raw-view.tsx';
import type { FieldValue } from '../../ui/key-values/types.ts';
import { Example } from './example.tsx';
import { HOSTILE } from './hostile.ts';
import classes from './gallery.module.css';

const FIELDS: readonly FieldValue[] = [
  { name: 'host', values: ['WS-12.contoso.example'], group: 'Entities' },
  { name: 'user', values: ['contoso\\alice', 'NT AUTHORITY\\SYSTEM'], group: 'Entities' },
  {
    name: 'hash',
    values: ['SHA256=9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'],
    group: 'Entities',
  },
  {
    name: 'CommandLine',
    values: ['powershell.exe -NoProfile -Command "Get-Process | Out-File C:\\Temp\\p.txt"'],
    group: 'Record',
  },
  { name: 'a.field.with.a.name.that.is.longer.than.its.column', values: ['1'], group: 'Record' },
  ...Object.entries(HOSTILE).map(([name, value]) => ({ name, values: [value], group: 'Hostile' })),
];

const JSON_TEXT = JSON.stringify({
  EventID: 1,
  Computer: 'WS-12',
  EventData: { Image: 'C:\\Windows\\cmd.exe', Hashes: ['SHA1=a', 'MD5=b'], Empty: {}, Number: 1e3 },
  note: HOSTILE.turned,
  script: HOSTILE.script,
});
const XML_TEXT =
  '<Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event"><System><EventID>4624</EventID><Computer>DC-01</Computer></System><EventData><Data Name="TargetUserName">alice</Data><Data Name="Evil">&lt;script&gt;alert(1)&lt;/script&gt;</Data><Empty/></EventData></Event>';
const BYTES = Uint8Array.from({ length: 200 }, (_, at) => (at * 37) % 256);

export function FieldsPart(): ReactNode {
  const [said, setSaid] = useState('nothing was done');
  const say = (what: string) => (field: string, value: string) => setSaid(`${what} ${field}:${value.slice(0, 40)}`);
  return (
    <>
      <Example title="Fields with values">
        <KeyValues
          name="gallery"
          label="Fields of a made-up event"
          fields={FIELDS}
          onFilterIn={say('in')}
          onFilterOut={say('out')}
          onPivot={say('pivot')}
          onPin={say('pin')}
          canPivot={(field) => field === 'host' || field === 'user'}
        />
        <p className={classes['said']} data-testid="field-said">
          {said}
        </p>
      </Example>
      <Example title="No fields">
        <KeyValues name="gallery.none" label="No fields" fields={[]} />
      </Example>
      <Example title="Raw JSON" heightPx={320}>
        <RawView label="JSON record" record={{ kind: 'json', text: JSON_TEXT }} />
      </Example>
      <Example title="Raw XML" heightPx={260}>
        <RawView label="XML record" record={{ kind: 'xml', text: XML_TEXT }} />
      </Example>
      <Example title="Bytes" heightPx={220}>
        <RawView label="Bytes" record={{ kind: 'bytes', bytes: BYTES }} />
      </Example>
      <Example title="50,000 characters in one line" heightPx={200}>
        <RawView label="Long record" record={{ kind: 'text', text: HOSTILE.long }} />
      </Example>
    </>
  );
}
