/** The fields that made a rule fire, with the parts of the rule that each satisfied. */
import type { ReactNode } from 'react';
import { EvidenceText } from '../../ui/evidence-text.tsx';
import type { Matched } from './types.ts';
import classes from './pane.module.css';

export function MatchedTable({ matched }: { readonly matched: readonly Matched[] }): ReactNode {
  if (matched.length === 0)
    return <p className={classes['muted']}>It names no fields: another tool found it, or a count.</p>;
  return (
    <table className={classes['table']}>
      <thead>
        <tr>
          <th scope="col">Field and part of the rule</th>
          <th scope="col">Value</th>
        </tr>
      </thead>
      <tbody>
        {matched.map(({ selection, field, value }) => (
          <tr key={`${selection}\n${field}\n${String(value)}`}>
            <th scope="row" className={classes['part']}>
              {field === '' ? 'any field' : field}
              <span className={classes['muted']}>
                <EvidenceText isProse>{selection}</EvidenceText>
              </span>
            </th>
            <td className={classes['value']}>
              <EvidenceText>{String(value)}</EvidenceText>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
