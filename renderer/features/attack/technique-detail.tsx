/** One technique: what covers it, what was found of it, and the rules that name it. */
import type { ReactNode } from 'react';
import { useAsk } from '../../app/engine/queries.tsx';
import { goScreen, setParams } from '../../app/router.ts';
import { count, counted } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { EvidenceText } from '../../ui/evidence-text.tsx';
import { Body, Facts, Pane, Section } from '../../ui/screen.tsx';
import { SeverityMark } from '../../ui/severity.tsx';
import { Failed, Skeleton } from '../../ui/states.tsx';
import { sightOf, type TechniqueRow } from './attack-words.ts';
import classes from './attack.module.css';

const SHOWN_RULES = 200;

export function TechniqueDetail({ technique }: { readonly technique: TechniqueRow }): ReactNode {
  const { id, name, counts, own, tactics, parentId } = technique;
  const hasParts = parentId === null && JSON.stringify(counts) !== JSON.stringify(own);
  return (
    <Pane title={`${id} ${name}`} onClose={() => setParams({ id: '' }, true)}>
      <Body>
        <Section title="Here" note={hasParts ? 'with its sub-techniques' : undefined}>
          <Facts
            of={[
              ['Seen as', sightOf(technique)],
              ['Tactics', tactics.join(', ')],
              [
                'Part of',
                parentId === null ? null : (
                  <Link key="parent" onPress={() => setParams({ id: parentId }, true)}>
                    {parentId}
                  </Link>
                ),
              ],
              ['Rules', `${count(counts.enabledRules)} enabled of ${count(counts.rules)}`],
              ['With data', `${count(counts.rulesWithData)} of the enabled ones have events of their log here`],
              ['Hits', count(counts.findings)],
              [
                'Alerts',
                counts.alerts === 0 ? (
                  '0'
                ) : (
                  <Link key="alerts" onPress={() => goScreen('queue', { list: 'alerts', q: queryOf(id, hasParts) })}>
                    {count(counts.alerts)}
                  </Link>
                ),
              ],
              [
                'Incidents',
                counts.incidents === 0 ? (
                  '0'
                ) : (
                  <Link key="incidents" onPress={() => goScreen('queue', { q: queryOf(id, hasParts) })}>
                    {count(counts.incidents)}
                  </Link>
                ),
              ],
            ]}
          />
        </Section>
        <Rules id={id} hasParts={hasParts} />
      </Body>
    </Pane>
  );
}

/** A technique asks for its parts too where they are counted with it. */
function queryOf(id: string, hasParts: boolean): string {
  return hasParts ? `technique:${id}*` : `technique:${id}`;
}

function Rules({ id, hasParts }: { readonly id: string; readonly hasParts: boolean }): ReactNode {
  const { data, error, isPending } = useAsk('rules.listAll', {});
  if (error !== null) return <Failed error={error} />;
  if (isPending) return <Skeleton rows={4} />;
  const named = (one: string): boolean => one === id || (hasParts && one.startsWith(`${id}.`));
  const rules = data.rules
    .filter(({ techniques }) => techniques.some(named))
    .toSorted((a, b) => b.findings - a.findings || a.title.localeCompare(b.title));
  return (
    <Section
      title="Rules"
      note={`${count(Math.min(rules.length, SHOWN_RULES))} of ${counted(rules.length, 'rule')}`}
      actions={
        !hasParts && (
          <Button kind="quiet" onPress={() => goScreen('detections', { technique: id })}>
            Show in Detections
          </Button>
        )
      }
    >
      {rules.length === 0 && (
        <p className={classes['dim']}>No rule in use names it: what happens of it is not found here.</p>
      )}
      <ul>
        {rules.slice(0, SHOWN_RULES).map(({ id: ruleId, title, level, findings, isEnabled }) => (
          <li key={ruleId} className={classes['rule']}>
            {level !== null && <SeverityMark severity={level} isShort />}
            <span className={classes['ruleName']}>
              <button
                type="button"
                className={classes['ruleLink']}
                title={title}
                onClick={() => goScreen('detections', { id: ruleId })}
              >
                <EvidenceText isLine isProse>
                  {title}
                </EvidenceText>
              </button>
            </span>
            <span className={classes['dim']}>
              {isEnabled ? (findings === 0 ? '' : counted(findings, 'hit')) : 'disabled'}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Link({ children, onPress }: { readonly children: ReactNode; readonly onPress: () => void }): ReactNode {
  return (
    <Button kind="link" onPress={onPress}>
      {children}
    </Button>
  );
}
