/** Says how critical one asset or account is, with a reason; the undoing says what was said before. */
import { useState, type ReactNode } from 'react';
import { CRITICALITIES, RATED_TYPES, type Criticality, type RatedType } from '../../../core/model/criticality.ts';
import { useChange } from '../../app/engine/queries.tsx';
import { sayDone, sayFailed } from '../../app/toasts.ts';
import { counted } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogActions } from '../../ui/dialog.tsx';
import { Select, TextField } from '../../ui/field.tsx';
import classes from './intel.module.css';
import type { RatingRow } from './ratings.tsx';

interface RateProps {
  /** Null for one that is still to be named. */
  readonly rated: RatingRow | null;
  readonly all: readonly RatingRow[];
  readonly onClose: () => void;
}

export function Rate({ rated, all, onClose }: RateProps): ReactNode {
  const [type, setType] = useState<RatedType>(rated?.type ?? 'host');
  const [value, setValue] = useState(rated?.value ?? '');
  const [level, setLevel] = useState<Criticality>(rated?.level ?? 'high');
  const [why, setWhy] = useState(rated?.why ?? '');
  const [problem, setProblem] = useState<string | null>(null);
  const rating = useChange('assets.rateCriticality');

  function send(): void {
    const name = value.trim();
    const before = all.find((row) => row.type === type && row.value.toLowerCase() === name.toLowerCase());
    rating.mutate(
      { items: [{ type, value: name, level, why: why.trim() }] },
      {
        onSuccess: ({ refused: [refusal], effect }) => {
          if (refusal !== undefined) return setProblem(refusal.reason);
          onClose();
          const moved =
            effect.changed === 0 ? '' : `, the risk of ${counted(effect.changed, 'incident')} is another now`;
          return sayDone(`${name} is ${level}${moved}`, () =>
            rating.mutate(
              { items: [{ type, value: name, level: before?.level ?? 'normal', why: before?.why ?? 'taken back' }] },
              { onError: (error) => sayFailed(`${name} stayed ${level}`, error) },
            ),
          );
        },
        onError: (error) => sayFailed(`${name} was not rated`, error),
      },
    );
  }

  return (
    <Dialog title="How critical is it?" onClose={onClose}>
      <form
        className={classes['form']}
        onSubmit={(event) => {
          event.preventDefault();
          if (value.trim() !== '') send();
        }}
      >
        <Select
          label="What it is"
          value={type}
          options={RATED_TYPES.map((one) => [one, one.replaceAll('_', ' ')] as const)}
          onChange={setType}
        />
        <TextField
          label="Name"
          value={value}
          onChange={(next) => {
            setValue(next);
            setProblem(null);
          }}
          autoFocus={rated === null}
          error={problem}
        />
        <Select
          label="Criticality"
          value={level}
          options={CRITICALITIES.map(
            (one) => [one, one === 'normal' ? 'normal, as if nothing was said' : one] as const,
          )}
          onChange={setLevel}
        />
        <TextField label="Reason" value={why} onChange={setWhy} />
        <DialogActions>
          <Button onPress={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" isDisabled={value.trim() === '' || rating.isPending}>
            {`Rate it ${level}`}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
