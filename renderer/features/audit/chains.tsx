/** What a verification came to: each chain with its head, and the first row that is not as it was written. */
import type { ReactNode } from 'react';
import type { JobRun } from '../../app/engine/use-job.ts';
import { JobResult } from '../../app/shell/job-result.tsx';
import { count, counted } from '../../lib/format.ts';
import { EvidenceText } from '../../ui/evidence-text.tsx';
import { Notice } from '../../ui/states.tsx';
import { Hash } from './audit-detail.tsx';
import classes from './audit.module.css';

export function Chains({ job }: { readonly job: JobRun<'audit.verify'> }): ReactNode {
  return (
    <JobResult of={job}>
      {({ isSound, problems, chains }) => (
        <>
          <Notice>
            <strong>
              {isSound
                ? 'The workspace is whole and every chain is as it was written'
                : 'Something is not as it was written'}
            </strong>
          </Notice>
          {problems.map((problem) => (
            <Notice key={problem}>
              <span role="alert">
                <EvidenceText>{problem}</EvidenceText>
              </span>
            </Notice>
          ))}
          {chains.map(({ chain, head, recorded, fault }) => (
            <Notice key={chain}>
              <span className={classes['chain']}>{chain}</span>
              {fault === null ? (
                <span>{counted(head.count, 'row')} as they were written</span>
              ) : (
                <span role="alert">
                  first bad row {count(fault.seq)}: <EvidenceText isProse>{fault.reason}</EvidenceText>; the{' '}
                  {counted(head.count, 'row')} before it {head.count === 1 ? 'is' : 'are'} as written
                </span>
              )}
              <span className={classes['head']}>
                head <Hash hash={head.hash} isLine />
              </span>
              {recorded === null && <span>the head was not recorded apart from the rows</span>}
            </Notice>
          ))}
        </>
      )}
    </JobResult>
  );
}
