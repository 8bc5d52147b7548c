/** Switching rules on and off, one or many, with a reason, and back again. */
import { useState, type ReactNode } from 'react';
import type { Command } from '../../app/commands/command.ts';
import { useChange } from '../../app/engine/queries.tsx';
import { say, sayDone, sayFailed } from '../../app/toasts.ts';
import { count, counted } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogActions } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import classes from './detections.module.css';
import type { RuleRow } from './rule-words.ts';

export interface RuleSwitch {
  readonly commands: readonly Command[];
  readonly dialog: ReactNode;
}

export function useRuleSwitch(rules: readonly RuleRow[], onDone: () => void): RuleSwitch {
  const [wanted, setWanted] = useState<boolean | null>(null);
  const switching = useChange('rules.setEnabled');
  const toDisable = rules.filter(({ isEnabled }) => isEnabled);
  const toEnable = rules.filter(({ isEnabled }) => !isEnabled);
  const asked = wanted === true ? toEnable : toDisable;

  function send(ids: readonly string[], isEnabled: boolean, why: string, isUndoing = false): void {
    switching.mutate(
      { ids: [...ids], isEnabled, why },
      {
        onSuccess: ({ switched }) => {
          const said = `${counted(switched.length, 'rule')} ${isEnabled ? 'enabled' : 'disabled'}`;
          if (isUndoing) return say(said);
          onDone();
          return sayDone(said, () => send(switched, !isEnabled, 'taken back', true));
        },
        onError: (error) => sayFailed(`The ${counted(ids.length, 'rule')} stayed as they were`, error),
      },
    );
  }

  const whyNone = rules.length === 0 ? 'no rule is selected' : null;
  const titleOf = (verb: string, some: readonly RuleRow[]): string =>
    `${verb} ${some.length <= 1 ? 'the rule' : `${count(some.length)} rules`}`;
  const commands: readonly Command[] = [
    {
      id: 'rules.disable',
      title: titleOf('Disable', toDisable),
      group: 'Rules',
      keys: ['d'],
      whyNot: whyNone ?? (toDisable.length === 0 ? 'disabled already' : null),
      run: () => setWanted(false),
    },
    {
      id: 'rules.enable',
      title: titleOf('Enable', toEnable),
      group: 'Rules',
      keys: ['Shift+d'],
      whyNot: whyNone ?? (toEnable.length === 0 ? 'enabled already' : null),
      run: () => setWanted(true),
    },
  ];
  const dialog = wanted !== null && asked.length > 0 && (
    <Reason
      title={titleOf(wanted ? 'Enable' : 'Disable', asked)}
      names={asked.map(({ title }) => title)}
      onClose={() => setWanted(null)}
      onReason={(why) => {
        setWanted(null);
        send(
          asked.map(({ id }) => id),
          wanted,
          why,
        );
      }}
    />
  );
  return { commands, dialog };
}

interface ReasonProps {
  readonly title: string;
  readonly names: readonly string[];
  readonly onClose: () => void;
  readonly onReason: (why: string) => void;
}

const SHOWN_NAMES = 5;

function Reason({ title, names, onClose, onReason }: ReasonProps): ReactNode {
  const [why, setWhy] = useState('');
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        className={classes['form']}
        onSubmit={(event) => {
          event.preventDefault();
          onReason(why.trim());
        }}
      >
        <ul>
          {names.slice(0, SHOWN_NAMES).map((name, at) => (
            <li key={at}>{name}</li>
          ))}
          {names.length > SHOWN_NAMES && (
            <li className={classes['dim']}>and {count(names.length - SHOWN_NAMES)} more</li>
          )}
        </ul>
        <TextField
          label="Reason"
          value={why}
          onChange={setWhy}
          autoFocus
          hint="Kept in the audit log. What the rules found stays; it counts for what comes in from now on."
        />
        <DialogActions>
          <Button onPress={onClose}>Cancel</Button>
          <Button kind="primary" type="submit">
            {title}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
