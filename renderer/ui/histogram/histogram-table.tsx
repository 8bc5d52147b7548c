/** The numbers of a histogram in rows, for whoever reads rather than looks. */
import type { ReactNode } from 'react';
import { SEVERITIES } from '../../../core/model/severity.ts';
import { count, time, zoneText } from '../../lib/format.ts';
import type { BucketGrid } from './grid.ts';
import classes from './histogram.module.css';

interface HistogramTableProps {
  readonly label: string;
  readonly grid: BucketGrid;
  readonly zone: string;
  readonly what: string;
}

export function HistogramTable({ label, grid, zone, what }: HistogramTableProps): ReactNode {
  const buckets = [...grid.at.values()].toSorted((a, b) => a.fromUs - b.fromUs);
  const severities = SEVERITIES.toReversed().filter((one) =>
    buckets.some(({ bySeverity }) => (bySeverity?.[one] ?? 0) > 0),
  );
  return (
    // What scrolls has to be reachable by keys.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={classes['scroll']} role="region" aria-label={`${label} as a table`} tabIndex={0}>
      <table className={classes['table']}>
        <thead>
          <tr>
            <th scope="col">From ({zoneText(zone, grid.firstUs)})</th>
            <th scope="col">{what}s</th>
            {severities.map((severity) => (
              <th key={severity} scope="col">
                {severity}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {buckets.map((bucket) => (
            <tr key={bucket.fromUs}>
              <th scope="row">{time(bucket.fromUs, zone, 'second')}</th>
              <td>{count(bucket.count)}</td>
              {severities.map((severity) => (
                <td key={severity}>{count(bucket.bySeverity?.[severity] ?? 0)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
