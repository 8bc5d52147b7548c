/** The fields of an event, those that made a rule fire first. */
import type { ReactNode } from 'react';
import { EvidenceText } from '../../ui/evidence-text.tsx';
import { count } from '../../lib/format.ts';
import { MatchedTable } from './matched-table.tsx';
import { PaneBody, Section } from './pane.tsx';
import type { EventRead } from './types.ts';
import { typeText } from './words.ts';
import classes from './pane.module.css';

export function EventFields({
  read: { event, findings, findingCount, entities },
}: {
  readonly read: EventRead;
}): ReactNode {
  const fields = Object.entries(event.fields);
  return (
    <PaneBody label="Fields of the event">
      {findings.map(({ id, title, matched }) => (
        <Section key={id} title={`Why fired: ${title}`}>
          <MatchedTable matched={matched} />
        </Section>
      ))}
      {findings.length < findingCount && (
        <p className={classes['muted']}>
          {count(findings.length)} of {count(findingCount)} findings are shown.
        </p>
      )}
      <Section title="Fields of the record" note={count(fields.length)}>
        <table className={classes['table']}>
          <thead>
            <tr>
              <th scope="col">Field</th>
              <th scope="col">Value</th>
            </tr>
          </thead>
          <tbody>
            {fields.map(([name, value]) => (
              <tr key={name}>
                <th scope="row">
                  <EvidenceText>{name}</EvidenceText>
                </th>
                <td className={classes['value']}>
                  <EvidenceText>{Array.isArray(value) ? value.map(String).join('\n') : String(value)}</EvidenceText>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Section>
      <Section title="What it names" note={count(entities.length)}>
        <table className={classes['table']}>
          <thead>
            <tr>
              <th scope="col">Kind</th>
              <th scope="col">Role</th>
              <th scope="col">Name</th>
            </tr>
          </thead>
          <tbody>
            {entities.map(({ type, role, value, label }) => (
              <tr key={`${type} ${role} ${value}`}>
                <th scope="row">{typeText(type)}</th>
                <td className={classes['muted']}>{role}</td>
                <td title={value}>
                  <EvidenceText>{label}</EvidenceText>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Section>
    </PaneBody>
  );
}
