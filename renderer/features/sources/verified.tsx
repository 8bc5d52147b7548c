/** What a check of the evidence came to: how much is whole, and every fault by name. */
import type { ReactNode } from 'react';
import type { JobRun } from '../../app/engine/use-job.ts';
import { JobResult } from '../../app/shell/job-result.tsx';
import { count, counted } from '../../lib/format.ts';
import { EvidenceText } from '../../ui/evidence-text.tsx';
import { Notice } from '../../ui/states.tsx';

export function Verified({ job }: { readonly job: JobRun<'sources.verify'> }): ReactNode {
  return (
    <JobResult of={job}>
      {({ isSound, sources, whole, inPart, notKept, changed, faults }) => (
        <>
          <Notice>
            <strong>
              {isSound ? 'All that is kept is as it was taken in' : `${counted(faults.length, 'fault')} found`}
            </strong>
            <span>
              {count(whole)} of {counted(sources, 'source')} whole
              {inPart > 0 && ` · ${count(inPart)} kept in part`}
              {notKept > 0 && ` · ${count(notKept)} not kept`}
              {changed > 0 && ` · ${count(changed)} changed while they were imported`}
            </span>
          </Notice>
          {faults.map(({ path, sha256, reason }) => (
            <Notice key={`${path} ${sha256}`}>
              <span role="alert">
                <EvidenceText>{path}</EvidenceText>: <EvidenceText isProse>{reason}</EvidenceText>
              </span>
            </Notice>
          ))}
        </>
      )}
    </JobResult>
  );
}
