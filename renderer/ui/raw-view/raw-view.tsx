/** A record as its source has it: laid out or as it is, wrapped or not, with a search; bytes as a hex dump. */
import { Braces, ChevronDown, ChevronUp, Copy, WrapText } from 'lucide-react';
import { useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useMemory } from '../../app/memory.ts';
import { count } from '../../lib/format.ts';
import { IconButton } from '../button.tsx';
import { copyText } from '../states.tsx';
import { findIn, MOST_FOUND } from './find.ts';
import { hexLines, prettyJson, prettyXml } from './pretty.ts';
import { RawLines } from './raw-lines.tsx';
import classes from './raw-view.module.css';
import type { RawRecord, RawViewProps } from './types.ts';

/** More than anybody reads here; what is beyond is said, and copying takes all. */
const MOST_CHARS = 1_000_000;
const MOST_BYTES = 65_536;

export function RawView({ label, record }: RawViewProps): ReactNode {
  const [isPretty, setIsPretty] = useMemory('raw.isPretty', true);
  const [isWrapped, setIsWrapped] = useMemory('raw.isWrapped', true);
  const [wanted, setWanted] = useState('');
  const [at, setAt] = useState(0);
  const frame = useRef<HTMLDivElement>(null);
  const pretty = useMemo(() => prettyOf(record), [record]);
  const { text, left } = useMemo(() => shownOf(record, isPretty ? pretty : null), [record, pretty, isPretty]);
  const lines = useMemo(() => text.split(/\r?\n/), [text]);
  const found = useMemo(() => findIn(lines, wanted), [lines, wanted]);
  const current = found.length === 0 ? null : found[at % found.length]!;

  function go(by: number): void {
    if (found.length === 0) return;
    const next = (at + by + found.length) % found.length;
    setAt(next);
    frame.current
      ?.querySelector(`[data-line="${found[next]!.line}"]`)
      ?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Enter') go(event.shiftKey ? -1 : 1);
    else if (event.key === 'Escape' && wanted !== '') setWanted('');
    else return;
    event.preventDefault();
  }

  return (
    <section className={classes['view']} aria-label={label}>
      <div className={classes['tools']}>
        {pretty !== null && (
          <IconButton icon={Braces} label="Lay out over lines" isOn={isPretty} onPress={() => setIsPretty(!isPretty)} />
        )}
        <IconButton icon={WrapText} label="Wrap long lines" isOn={isWrapped} onPress={() => setIsWrapped(!isWrapped)} />
        <input
          className={classes['find']}
          type="search"
          aria-label="Find in the record"
          placeholder="Find in the record"
          autoComplete="off"
          spellCheck={false}
          value={wanted}
          onChange={(event) => {
            setWanted(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
        <span className={classes['found']} role="status">
          {wanted === '' ? '' : sayFound(found.length, at)}
        </span>
        <IconButton icon={ChevronUp} label="Previous" isDisabled={found.length === 0} onPress={() => go(-1)} />
        <IconButton icon={ChevronDown} label="Next" isDisabled={found.length === 0} onPress={() => go(1)} />
        <span className={classes['rest']} />
        <IconButton icon={Copy} label="Copy the record as it is" onPress={() => copyText(wholeOf(record))} />
      </div>
      <RawLines ref={frame} label={label} lines={lines} isWrapped={isWrapped} found={found} current={current} />
      {left > 0 && (
        <p className={classes['left']}>
          {count(left)} more {record.kind === 'bytes' ? 'bytes' : 'characters'} are not shown; copying takes them all.
        </p>
      )}
    </section>
  );
}

function sayFound(found: number, at: number): string {
  if (found === 0) return 'not found';
  return `${count((at % found) + 1)} of ${found === MOST_FOUND ? 'at least ' : ''}${count(found)}`;
}

function prettyOf(record: RawRecord): string | null {
  if (record.kind === 'bytes' || record.text.length > MOST_CHARS) return null;
  return record.kind === 'json' ? prettyJson(record.text) : record.kind === 'xml' ? prettyXml(record.text) : null;
}

function shownOf(record: RawRecord, pretty: string | null): { readonly text: string; readonly left: number } {
  if (record.kind === 'bytes') {
    const left = Math.max(0, record.bytes.length - MOST_BYTES);
    return { text: hexLines(record.bytes.subarray(0, MOST_BYTES)), left };
  }
  const text = pretty ?? record.text;
  return { text: text.slice(0, MOST_CHARS), left: Math.max(0, text.length - MOST_CHARS) };
}

function wholeOf(record: RawRecord): string {
  return record.kind === 'bytes' ? hexLines(record.bytes) : record.text;
}
