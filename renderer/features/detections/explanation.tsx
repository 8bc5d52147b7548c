/** Why a rule fires on an event or why it does not: every question that it asks, with its answer. */
import { Check, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { PageOutput } from '../../../core/contract/page.ts';
import { EvidenceText } from '../../ui/evidence-text.tsx';
import { Icon } from '../../ui/icon.tsx';
import classes from './detections.module.css';
import {
  eventText,
  logsourceText,
  needText,
  reasonText,
  valueText,
  type Explanation,
  type Node,
} from './rule-words.ts';

interface ExplanationsProps {
  readonly explanations: readonly Explanation[];
  readonly correlations: PageOutput<'rules.explain'>['correlations'];
}

export function Explanations({ explanations, correlations }: ExplanationsProps): ReactNode {
  return (
    <>
      {correlations.map(({ rule, type, builtOn }) => (
        <p key={rule.id} className={classes['dim']}>
          {rule.title} relates several events ({type}), so one event does not decide it. Below are the rules it is built
          on: {builtOn.length}.
        </p>
      ))}
      {explanations.map((explanation) => (
        <One key={`${explanation.rule.id} ${explanation.line}`} explanation={explanation} />
      ))}
    </>
  );
}

function One({ explanation }: { readonly explanation: Explanation }): ReactNode {
  const { isMatch, rule, ways, needs, unrouted, event, logsource } = explanation;
  const reason = reasonText(explanation);
  return (
    <div className={classes['entry']}>
      <span className={classes['verdict']}>
        <Mark holds={isMatch} />
        {isMatch ? 'Fires' : 'Does not fire'}
        <span className={classes['dim']}>
          <EvidenceText isProse>{rule.title}</EvidenceText>
        </span>
      </span>
      {reason !== null && <p>{reason}</p>}
      <p className={classes['dim']}>
        {eventText(event)} → {logsourceText(logsource)}
      </p>
      {ways.map((way, at) => (
        <div key={at}>
          {way.where.map(({ field, accepted, actual, holds }) => (
            <Line key={field} holds={holds}>
              this kind of event needs {field} {accepted.join(' or ')}; the event has{' '}
              <EvidenceText>{valueText(actual)}</EvidenceText>
            </Line>
          ))}
          <Question condition={way.condition} filters={way.filters} />
        </div>
      ))}
      {needs.length > 0 && <p>The rule is asked about {needs.map(needText).join(', or ')}.</p>}
      {unrouted !== null && (
        <>
          <p className={classes['dim']}>Asked all the same, it would {unrouted.holds ? '' : 'not '}hold:</p>
          <Question condition={unrouted.condition} filters={unrouted.filters} />
        </>
      )}
    </div>
  );
}

type Asked = Pick<Explanation['ways'][number], 'condition' | 'filters'>;

function Question({ condition, filters }: Asked): ReactNode {
  return (
    <div className={classes['tree']}>
      <Tree node={condition} />
      {filters.map(({ id, title, holds, tree }) => (
        <div key={id} className={classes['tree']}>
          <Line holds={holds}>
            filter <EvidenceText>{title}</EvidenceText> {holds ? 'lets it pass' : 'takes it away'}
          </Line>
          <Tree node={tree} />
        </div>
      ))}
    </div>
  );
}

function Tree({ node }: { readonly node: Node }): ReactNode {
  switch (node.kind) {
    case 'field': {
      const { field, eventField, isPresent, value, tests, holds } = node;
      const name = field === eventField ? field : `${field} (here ${eventField})`;
      return (
        <Line holds={holds}>
          <EvidenceText>{`${name} ${testsText(tests)}`}</EvidenceText>{' '}
          <span className={classes['dim']}>
            {isPresent ? (
              <>
                the event has <EvidenceText>{valueText(value)}</EvidenceText>
              </>
            ) : (
              'the event has no such field'
            )}
          </span>
        </Line>
      );
    }
    case 'keyword':
      return (
        <Line holds={node.holds}>
          some field <EvidenceText>{testsText(node.tests)}</EvidenceText>{' '}
          {node.found !== null && <EvidenceText>{`${node.found.field}: ${valueText(node.found.value)}`}</EvidenceText>}
        </Line>
      );
    case 'not':
      return <Nested holds={node.holds} title="not" nodes={[node.child]} />;
    case 'selection':
      return <Nested holds={node.holds} title={node.name} nodes={[node.child]} />;
    default:
      return <Nested holds={node.holds} title={node.kind === 'and' ? 'all of' : 'any of'} nodes={node.children} />;
  }
}

/** Those that hold first where one is enough: the rest is only what else would have done. */
const SHOWN_TESTS = 5;

function testsText(tests: readonly { readonly wanted: string; readonly holds: boolean }[]): string {
  const inOrder = tests.toSorted((a, b) => Number(b.holds) - Number(a.holds)).map(({ wanted }) => wanted);
  const rest = inOrder.length - SHOWN_TESTS;
  return `${inOrder.slice(0, SHOWN_TESTS).join(' or ')}${rest > 0 ? ` or ${rest} more` : ''}`;
}

function Nested({
  holds,
  title,
  nodes,
}: {
  readonly holds: boolean;
  readonly title: string;
  readonly nodes: readonly Node[];
}): ReactNode {
  return (
    <div>
      <Line holds={holds}>
        <EvidenceText>{title}</EvidenceText>
      </Line>
      <div className={classes['tree']}>
        {nodes.map((node, at) => (
          <Tree key={at} node={node} />
        ))}
      </div>
    </div>
  );
}

function Line({ holds, children }: { readonly holds: boolean; readonly children: ReactNode }): ReactNode {
  return (
    <div className={`${classes['node']} ${holds ? '' : classes['fails']}`}>
      <Mark holds={holds} />
      <span>{children}</span>
    </div>
  );
}

function Mark({ holds }: { readonly holds: boolean }): ReactNode {
  return (
    <>
      <Icon of={holds ? Check : X} size={14} />
      <span className="visually-hidden">{holds ? 'holds: ' : 'does not hold: '}</span>
    </>
  );
}
