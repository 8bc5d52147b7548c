/** The techniques of this incident by tactic, in the order in which intrusions go, each with the steps that show it. */
import { useState, type ReactNode } from 'react';
import { useAsk } from '../../app/engine/queries.tsx';
import { EvidenceText } from '../../ui/evidence-text.tsx';
import { SeverityMark } from '../../ui/severity.tsx';
import { Empty, Failed, Skeleton } from '../../ui/states.tsx';
import { count, counted } from '../../lib/format.ts';
import { columnsOf, type TechniqueCell } from './attack.ts';
import { useIncident } from './incident-context.ts';
import { useStory } from './questions.ts';
import type { Step } from './types.ts';
import { When } from './when.tsx';
import classes from './attack-tab.module.css';

export function AttackTab(): ReactNode {
  const { read } = useIncident();
  const { incident } = read;
  const coverage = useAsk('attack.readCoverage', {});
  const story = useStory(incident.id);
  const [selected, setSelected] = useState<string | null>(null);
  const error = coverage.error ?? story.error;
  if (error !== null && (coverage.data === undefined || story.data === undefined)) return <Failed error={error} />;
  if (coverage.data === undefined || story.data === undefined) return <Skeleton />;
  if (incident.techniques.length === 0) {
    return (
      <Empty
        title="Its alerts name no technique"
        text="Techniques show up here where the rules that fired name them."
      />
    );
  }
  const columns = columnsOf(incident.techniques, story.data.steps, coverage.data);
  const tactics = columns.filter(({ cells }) => cells.length > 0);
  const steps = selected === null ? [] : story.data.steps.filter(({ techniques }) => techniques.includes(selected));
  return (
    <>
      {/* A region that scrolls has to be reached by keys. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={classes['board']} role="region" aria-label="Techniques by tactic" tabIndex={0}>
        {tactics.map(({ id, name, cells }) => (
          <section key={id} className={classes['tactic']}>
            <h2 className={classes['name']}>
              {name} <span className={classes['number']}>{count(cells.length)}</span>
            </h2>
            <ul>
              {cells.map((cell) => (
                <Technique
                  key={cell.id}
                  cell={cell}
                  isSelected={cell.id === selected}
                  onSelect={() => setSelected(cell.id === selected ? null : cell.id)}
                />
              ))}
            </ul>
          </section>
        ))}
      </div>
      {selected !== null && <StepsOf technique={selected} steps={steps} />}
      <p className={classes['foot']}>
        {counted(incident.techniques.length, 'technique')} of {counted(tactics.length, 'tactic')} · ATT&CK{' '}
        {coverage.data.version} · {coverage.data.notice}
      </p>
    </>
  );
}

interface TechniqueProps {
  readonly cell: TechniqueCell;
  readonly isSelected: boolean;
  readonly onSelect: () => void;
}

function Technique({ cell: { id, name, steps, severity }, isSelected, onSelect }: TechniqueProps): ReactNode {
  return (
    <li>
      <button type="button" className={classes['technique']} aria-pressed={isSelected} onClick={onSelect}>
        <span className={classes['id']}>
          {severity !== null && <SeverityMark severity={severity} isShort />}
          {id}
          <span className={classes['number']}>{counted(steps, 'alert')}</span>
        </span>
        <span>{name}</span>
      </button>
    </li>
  );
}

function StepsOf({ technique, steps }: { readonly technique: string; readonly steps: readonly Step[] }): ReactNode {
  const { select, alertId } = useIncident();
  return (
    <section className={classes['steps']} aria-label={`Alerts that show ${technique}`}>
      <h2 className={classes['name']}>
        {technique} <span className={classes['number']}>{counted(steps.length, 'alert')}</span>
      </h2>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <ul className={classes['list']} tabIndex={0} aria-label={`Alerts that show ${technique}`}>
        {steps.map((step) => (
          <li key={step.alertId}>
            <button
              type="button"
              className={classes['step']}
              aria-current={step.alertId === alertId}
              onClick={() => select(step.alertId)}
            >
              <When timeUs={step.timeUs} />
              <SeverityMark severity={step.severity} isShort />
              <EvidenceText isLine isProse>
                {step.title}
              </EvidenceText>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
