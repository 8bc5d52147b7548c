/** Names that are pasted, put on a list; each is taken or refused by itself, and what it did to the queue is said. */
import { useState, type ReactNode } from 'react';
import type { PageOutput } from '../../../core/contract/page.ts';
import { INDICATOR_TYPES, type IndicatorType } from '../../../core/model/indicator.ts';
import { useChange } from '../../app/engine/queries.tsx';
import { sayDone, sayFailed, say } from '../../app/toasts.ts';
import { count, counted } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogActions } from '../../ui/dialog.tsx';
import { EvidenceText } from '../../ui/evidence-text.tsx';
import { Select, TextField } from '../../ui/field.tsx';
import { reportOf } from '../../ui/states.tsx';
import classes from './intel.module.css';
import { linesOf, type PastedLine } from './pasted.ts';

type Added = PageOutput<'intel.addIndicators'>;

const TYPE_NAMES: Readonly<Record<IndicatorType, string>> = {
  ip: 'addresses and networks',
  domain: 'domains, with all below them',
  url: 'links',
  hash: 'hashes of files',
  mail: 'mail addresses',
};

interface AddIndicatorsProps {
  readonly isAllowed: boolean;
  readonly onClose: () => void;
}

export function AddIndicators({ isAllowed, onClose }: AddIndicatorsProps): ReactNode {
  const [type, setType] = useState<IndicatorType>('ip');
  const [text, setText] = useState('');
  const [source, setSource] = useState('');
  const [why, setWhy] = useState('');
  const [refused, setRefused] = useState<readonly { readonly line: PastedLine; readonly reason: string }[]>([]);
  const adding = useChange('intel.addIndicators');
  const removing = useChange('intel.removeIndicators');
  const lines = linesOf(text);
  const what = isAllowed ? 'exception' : 'indicator';
  const canAdd = lines.length > 0 && source.trim() !== '' && !adding.isPending;

  function onAdded(added: Added, items: readonly { readonly type: string; readonly value: string }[]): void {
    const at = new Set(added.refused.map(({ index }) => index));
    const names = items.filter((_, index) => !at.has(index)).map(({ value }) => ({ type, value }));
    const said = saidOf(added, what);
    // Where some were on the list before, taking all of them off would take off those too.
    if (added.added > 0 && added.known === 0) {
      sayDone(said, () =>
        removing.mutate(
          { names, source: source.trim(), why: 'taken back' },
          { onError: (error) => sayFailed('They were not taken off again', error) },
        ),
      );
    } else say(said);
    if (added.refused.length === 0) return onClose();
    setRefused(added.refused.map(({ index, reason }) => ({ line: lines[index]!, reason })));
    return undefined;
  }

  return (
    <Dialog title={`Add ${what}s`} isWide onClose={onClose}>
      <form
        className={classes['form']}
        onSubmit={(event) => {
          event.preventDefault();
          if (!canAdd) return;
          const items = lines.map(({ value }) => ({ type, value, source: source.trim() }));
          adding.mutate({ items, isAllowed, why: why.trim() }, { onSuccess: (added) => onAdded(added, items) });
        }}
      >
        <Select
          label="What they are"
          value={type}
          options={INDICATOR_TYPES.map((one) => [one, TYPE_NAMES[one]] as const)}
          onChange={setType}
        />
        <TextField
          label="One a line"
          isLong
          autoFocus
          value={text}
          onChange={setText}
          hint={isAllowed ? 'What they name is never a match, whatever lists say.' : 'What follows a # is left aside.'}
        />
        <TextField
          label="List"
          value={source}
          onChange={setSource}
          hint="Who says so: the name of the feed, report or person"
        />
        <TextField label="Reason" value={why} onChange={setWhy} />
        {adding.error !== null && (
          <p role="alert">
            {reportOf(adding.error).message}. {reportOf(adding.error).hint}
          </p>
        )}
        {refused.length > 0 && (
          <ul role="alert" className={classes['refused']} aria-label="Not taken">
            {refused.map(({ line, reason }) => (
              <li key={line.line}>
                Line {line.line}: <EvidenceText>{line.value}</EvidenceText> was not taken: {reason}
              </li>
            ))}
          </ul>
        )}
        <DialogActions>
          <Button onPress={onClose}>{refused.length > 0 ? 'Close' : 'Cancel'}</Button>
          <Button kind="primary" type="submit" isDisabled={!canAdd}>
            {`Add ${counted(lines.length, what)}`}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

function saidOf({ added, known, effect }: Added, what: string): string {
  return [
    `${counted(added, what)} added`,
    known > 0 ? `${count(known)} known already` : null,
    effect.changed > 0 ? `the risk of ${counted(effect.changed, 'incident')} is another now` : null,
  ]
    .filter((part) => part !== null)
    .join(', ');
}
