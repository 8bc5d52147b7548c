/** A rule on events that somebody pastes, or on the test events that came with it. */
import { useState, type ReactNode } from 'react';
import type { PageOutput } from '../../../core/contract/page.ts';
import { useAsk } from '../../app/engine/queries.tsx';
import { useMemory } from '../../app/memory.ts';
import { count, counted } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { EvidenceText } from '../../ui/evidence-text.tsx';
import { TextField } from '../../ui/field.tsx';
import { Section } from '../../ui/screen.tsx';
import { Failed, Notice, Skeleton } from '../../ui/states.tsx';
import classes from './detections.module.css';
import { Explanations } from './explanation.tsx';
import type { RuleRow } from './rule-words.ts';

interface RuleTestProps {
  readonly rule: RuleRow;
  readonly testEvents: PageOutput<'rules.read'>['testEvents'];
}

export function RuleTest({ rule, testEvents }: RuleTestProps): ReactNode {
  const [text, setText] = useMemory(`rules.test.${rule.id}`, '');
  const [tried, setTried] = useState<string | null>(null);
  const { data, error, isFetching } = useAsk(
    'rules.test',
    tried === null ? null : { rule: { id: rule.id }, events: { json: tried } },
  );
  const fill = (events: readonly unknown[]): void => {
    const json = events.map((event) => JSON.stringify(event)).join('\n');
    setText(json);
    setTried(json);
  };
  return (
    <>
      <Section title="Events" note="one JSON object, an array of them, or one a line; nothing is stored">
        <form
          className={classes['form']}
          onSubmit={(event) => {
            event.preventDefault();
            setTried(text);
          }}
        >
          <TextField
            label="Events as JSON"
            isLabelHidden
            isLong
            value={text}
            onChange={setText}
            placeholder='{"EventID": 4688, "CommandLine": "…"}'
          />
          <div className={classes['row']}>
            <Button type="submit" kind="primary" isDisabled={text.trim() === ''}>
              Try the rule
            </Button>
            {testEvents !== null && (
              <>
                <Button onPress={() => fill(testEvents.match)}>
                  {`Take its ${counted(testEvents.match.length, 'match', 'matches')}`}
                </Button>
                <Button onPress={() => fill(testEvents.noMatch)}>
                  {`Take its ${counted(testEvents.noMatch.length, 'near miss', 'near misses')}`}
                </Button>
              </>
            )}
          </div>
        </form>
      </Section>
      {error !== null && <Failed error={error} />}
      {isFetching && <Skeleton rows={3} />}
      {data !== undefined && tried !== null && <Tried result={data} />}
    </>
  );
}

function Tried({ result }: { readonly result: PageOutput<'rules.test'> }): ReactNode {
  const { problems, events, unreadable, leftOut, correlations } = result;
  const firing = events.filter(({ isMatch }) => isMatch).length;
  return (
    <Section title="Result" note={`fires on ${count(firing)} of ${counted(events.length, 'event')}`}>
      {problems.map(({ line, reason, code }) => (
        <Notice key={`${line} ${reason}`}>
          Line {line}: <EvidenceText isProse>{reason}</EvidenceText> <code>{code}</code>
        </Notice>
      ))}
      {unreadable.map(({ what, reason }) => (
        <Notice key={what}>
          <EvidenceText>{`${what}: ${reason}`}</EvidenceText>
        </Notice>
      ))}
      {leftOut > 0 && <Notice>{counted(leftOut, 'event')} more were not tried: the limit is reached.</Notice>}
      <Explanations explanations={[]} correlations={correlations} />
      {events.map(({ message, explanations }, at) => (
        <div key={at} className={classes['entry']}>
          <span>
            <span className={classes['dim']}>Event {at + 1} </span>
            <EvidenceText>{message}</EvidenceText>
          </span>
          <Explanations explanations={explanations} correlations={[]} />
        </div>
      ))}
    </Section>
  );
}
