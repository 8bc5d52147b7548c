/** The commands on incidents that are chosen in a list or on screen, with the dialogs that some of them ask by. */
import { useState, type ReactNode } from 'react';
import type { CaseStatus } from '../../../core/model/case-status.ts';
import { SEVERITIES, type Severity } from '../../../core/model/severity.ts';
import type { Command } from '../../app/commands/command.ts';
import { useAppQuery, useAsk } from '../../app/engine/queries.tsx';
import { counted } from '../../lib/format.ts';
import { AskText, Choose } from './choose.tsx';
import { useCaseWork } from './use-case-work.ts';
import { STATUS_LIST, STATUS_WORDS, VERDICT_LIST, VERDICT_WORDS } from './words.ts';

type Asking = 'status' | 'assign' | 'tag' | 'severity' | 'verdict' | 'merge' | null;

export interface CaseCommands {
  readonly commands: readonly Command[];
  /** The dialog that is open, to be put somewhere on the screen. */
  readonly dialog: ReactNode;
}

interface Chosen {
  readonly id: string;
  readonly status: CaseStatus;
}

/** `onDecided` is called after a decision that takes incidents off an open list: to go on with the next. */
export function useCaseCommands(chosen: readonly Chosen[], onDecided: () => void = () => {}): CaseCommands {
  const [asking, setAsking] = useState<Asking>(null);
  const work = useCaseWork();
  const { data: app } = useAppQuery('app.describe', {});
  const { data: names } = useAsk('cases.listNames', {});
  const ids = chosen.map(({ id }) => id);
  const whyNot = ids.length === 0 ? 'no incident is selected' : null;
  const me = app?.operator ?? '';
  const what = counted(ids.length, 'incident');
  const group = 'Incident' as const;

  function close(): void {
    work.setStatus(ids, 'closed');
    onDecided();
  }

  const commands: readonly Command[] = [
    { id: 'case.assign', title: 'Assign', group, keys: ['a'], whyNot, run: () => setAsking('assign') },
    {
      id: 'case.assignMe',
      title: `Assign to me (${me})`,
      group,
      keys: ['Shift+a'],
      whyNot,
      run: () => work.assign(ids, me),
    },
    { id: 'case.severity', title: 'Set severity', group, keys: ['s'], whyNot, run: () => setAsking('severity') },
    { id: 'case.tag', title: 'Tag', group, keys: ['t'], whyNot, run: () => setAsking('tag') },
    { id: 'case.close', title: 'Close and go on', group, keys: ['e'], whyNot, run: close },
    { id: 'case.status', title: 'Set status', group, keys: ['Shift+s'], whyNot, run: () => setAsking('status') },
    { id: 'case.verdict', title: 'Give a verdict', group, keys: ['v'], whyNot, run: () => setAsking('verdict') },
    {
      id: 'case.merge',
      title: 'Merge into one incident',
      group,
      keys: ['m'],
      whyNot: ids.length < 2 ? 'select at least two incidents' : null,
      run: () => setAsking('merge'),
    },
  ];

  const end = (): void => setAsking(null);
  return { commands, dialog: dialogOf() };

  function dialogOf(): ReactNode {
    switch (asking) {
      case 'status':
        return (
          <Choose
            title={`Status of ${what}`}
            options={STATUS_LIST.map((status) => [status, STATUS_WORDS[status]])}
            value={chosen[0]?.status ?? null}
            why="asked"
            action="Set status"
            onChoose={(status, why) => work.setStatus(ids, status, why)}
            onClose={end}
          />
        );
      case 'severity':
        return (
          <Choose<Severity | 'computed'>
            title={`Severity of ${what}`}
            options={[...SEVERITIES.toReversed().map((one) => [one, one] as const), ['computed', 'As computed']]}
            value={null}
            why="asked"
            action="Set severity"
            onChoose={(severity, why) => work.setSeverity(ids, severity === 'computed' ? null : severity, why)}
            onClose={end}
          />
        );
      case 'verdict':
        return (
          <Choose
            title={`Verdict on ${what}`}
            options={VERDICT_LIST.map((verdict) => [verdict, VERDICT_WORDS[verdict]])}
            value={null}
            why="needed"
            action="Give verdict"
            onChoose={(verdict, why) => {
              work.judge('incident', ids, verdict, why);
              if (verdict !== 'needs_review') onDecided();
            }}
            onClose={end}
          />
        );
      case 'assign':
        return (
          <AskText
            title={`Assign ${what}`}
            label="To whom"
            hint={namesHint('Nobody, if it is left empty', names?.assignees)}
            value={me}
            action="Assign"
            isOptional
            onText={(name) => work.assign(ids, name === '' ? null : name)}
            onClose={end}
          />
        );
      case 'tag':
        return (
          <AskText
            title={`Tags of ${what}`}
            label="Tags, a word each; one that begins with - is taken away"
            hint={namesHint('As phishing -triaged', names?.tags)}
            action="Set tags"
            onText={(text) => {
              const words = text.split(/[\s,]+/).filter(Boolean);
              const [remove, add] = [
                words.filter((word) => word.startsWith('-')),
                words.filter((word) => !word.startsWith('-')),
              ];
              work.tag(
                ids,
                add,
                remove.map((word) => word.slice(1)),
              );
            }}
            onClose={end}
          />
        );
      case 'merge':
        return (
          <AskText
            title={`Merge ${what} into one`}
            label="Why they are one"
            hint="Kept with the incident. It stays merged when more evidence comes, and can be undone."
            action="Merge"
            isOptional
            onText={(why) => work.merge(ids, why)}
            onClose={end}
          />
        );
      case null:
        return null;
    }
  }
}

function namesHint(first: string, used: readonly { readonly name: string }[] | undefined): string {
  const some = used?.slice(0, 6).map(({ name }) => name) ?? [];
  return some.length === 0 ? first : `${first}. In use: ${some.join(', ')}`;
}
