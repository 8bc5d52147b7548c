/** The incident itself in the detail pane: what happened in plain words, how the risk adds up, where work stands. */
import type { ReactNode } from 'react';
import { EvidenceText } from '../../ui/evidence-text.tsx';
import { Button } from '../../ui/button.tsx';
import { count } from '../../lib/format.ts';
import { addressOf, usePlace } from '../../app/router.ts';
import { useIncident } from './incident-context.ts';
import { PaneBody, Section } from './pane.tsx';
import { useStory } from './questions.ts';
import { sumOf, summaryOf, type Piece, type Sentence } from './summary.ts';
import type { CountedEntity, RiskTerm } from './types.ts';
import { When } from './when.tsx';
import { STATUS_WORDS, VERDICT_WORDS } from '../cases/words.ts';
import { entitiesText, typeText } from './words.ts';
import classes from './pane.module.css';

const SHOWN_ENTITIES = 12;

export function OverviewPane(): ReactNode {
  const { read } = useIncident();
  const { data: story } = useStory(read.incident.id);
  const { incident, riskTerms, entities } = read;
  return (
    <PaneBody label="The incident in short">
      <h2 className="visually-hidden">The incident in short</h2>
      <Section title="What happened">
        {summaryOf(read, story).map((sentence, at) => (
          <SentenceLine key={at} sentence={sentence} />
        ))}
      </Section>
      <Section title="How sure: the risk and what it is made of">
        <Risk risk={incident.risk} terms={riskTerms} />
      </Section>
      <Judgement />
      <Section
        title="Named by most alerts"
        note={shownOf(Math.min(entities.length, SHOWN_ENTITIES), incident.entityCount)}
      >
        <Entities entities={entities.slice(0, SHOWN_ENTITIES)} />
      </Section>
    </PaneBody>
  );
}

export function shownOf(shown: number, total: number): string {
  return `${count(shown)} of ${count(total)}`;
}

function SentenceLine({ sentence }: { readonly sentence: Sentence }): ReactNode {
  return (
    <p className={classes['sentence']}>
      {sentence.map((piece, at) => (
        <PieceText key={at} piece={piece} />
      ))}
    </p>
  );
}

function PieceText({ piece: { text, isEvidence = false, alertId } }: { readonly piece: Piece }): ReactNode {
  const { select } = useIncident();
  const place = usePlace();
  const shown = isEvidence ? <EvidenceText isProse={alertId !== undefined}>{text}</EvidenceText> : text;
  if (alertId === undefined) return shown;
  return (
    // A link, because a button would break the sentence into lines.
    <a
      className={classes['step']}
      href={addressOf({ ...place, params: { ...place.params, alert: alertId } })}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        select(alertId);
      }}
    >
      {shown}
    </a>
  );
}

function Risk({ risk, terms }: { readonly risk: number; readonly terms: readonly RiskTerm[] }): ReactNode {
  const sum = sumOf(terms);
  return (
    <table className={classes['table']}>
      <thead>
        <tr>
          <th scope="col" className={classes['points']}>
            Points
          </th>
          <th scope="col">Term</th>
          <th scope="col">Reason</th>
        </tr>
      </thead>
      <tbody>
        {terms.map(({ name, points, reason }) => (
          <tr key={name}>
            <td className={classes['points']}>{points > 0 ? `+${points}` : String(points).replace('-', '−')}</td>
            <th scope="row">{name}</th>
            <td>
              <EvidenceText isProse>{reason}</EvidenceText>
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <td className={classes['points']}>{sum}</td>
          <th scope="row">risk</th>
          <td>{sum === risk ? 'of 100' : `the incident says ${risk}`}</td>
        </tr>
      </tfoot>
    </table>
  );
}

/** The verdict and the statuses it went through, with who said so and why. */
function Judgement(): ReactNode {
  const { read, decide } = useIncident();
  const { verdict, severityByHand, severity } = read.incident;
  const { statusHistory } = read;
  if (verdict === null && severityByHand === null && statusHistory.length === 0) return null;
  return (
    <Section title="What people say">
      <ul className={classes['list']}>
        {verdict !== null && (
          <li className={classes['line']}>
            <When timeUs={verdict.decidedUs} precision="minute" />
            <span className={classes['wide']}>
              {VERDICT_WORDS[verdict.verdict]}, says <EvidenceText isProse>{verdict.actor}</EvidenceText>:{' '}
              <EvidenceText isProse>{verdict.why}</EvidenceText>
            </span>
            <Button kind="link" onPress={() => decide.undo([verdict.decisionId])}>
              Take back
            </Button>
          </li>
        )}
        {severityByHand !== null && (
          <li className={classes['line']}>
            <When timeUs={severityByHand.setUs} precision="minute" />
            <span className={classes['wide']}>
              Severity {severityByHand.severity} instead of {severity}, says{' '}
              <EvidenceText isProse>{severityByHand.actor}</EvidenceText>
              {severityByHand.why !== '' && ': '}
              <EvidenceText isProse>{severityByHand.why}</EvidenceText>
            </span>
          </li>
        )}
        {statusHistory.toReversed().map(({ status, actor, why, setUs }) => (
          <li key={`${setUs} ${status}`} className={classes['line']}>
            <When timeUs={setUs} precision="minute" />
            <span className={classes['wide']}>
              {STATUS_WORDS[status]}, by <EvidenceText isProse>{actor}</EvidenceText>
              {why !== '' && ': '}
              <EvidenceText isProse>{why}</EvidenceText>
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Entities({ entities }: { readonly entities: readonly CountedEntity[] }): ReactNode {
  return (
    <table className={classes['table']}>
      <thead>
        <tr>
          <th scope="col">Kind</th>
          <th scope="col">Name</th>
          <th scope="col" className={classes['points']}>
            Alerts
          </th>
        </tr>
      </thead>
      <tbody>
        {entities.map(({ type, value, label, alertCount }) => (
          <tr key={`${type} ${value}`}>
            <th scope="row" title={entitiesText(type, 1)}>
              {typeText(type)}
            </th>
            <td>
              <EvidenceText>{label}</EvidenceText>
            </td>
            <td className={classes['points']}>{count(alertCount)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
