/** A job within the screen that began it: how far it is, what it failed with, or its result. */
import type { ReactNode } from 'react';
import type { AppMethod, PageMethod, PageOutput } from '../../../core/contract/page.ts';
import { time, useZone, zoneText } from '../../lib/format.ts';
import { Notice, reportOf } from '../../ui/states.tsx';
import { EvidenceText } from '../../ui/evidence-text.tsx';
import type { JobRun } from '../engine/use-job.ts';
import { JobLine } from './job-tray.tsx';

interface JobResultProps<Name extends Exclude<PageMethod, AppMethod>> {
  readonly of: JobRun<Name>;
  /** Before it was ever started. */
  readonly idle?: ReactNode;
  readonly children: (result: PageOutput<Name>) => ReactNode;
}

export function JobResult<Name extends Exclude<PageMethod, AppMethod>>(props: JobResultProps<Name>): ReactNode {
  const { of, idle = null, children } = props;
  const { run, job } = of;
  const zone = useZone((store) => store.zone);
  if (run.state === 'running') return job === null ? <Notice>Starting</Notice> : <JobLine job={job} />;
  if (run.state === 'idle') return job === null ? idle : <JobLine job={job} />;
  if (run.state === 'failed') {
    const report = reportOf(run.error);
    return (
      <div role="alert">
        <Notice>
          <span>
            <EvidenceText>{report.message}</EvidenceText>. {report.hint} <code>{report.code}</code>
          </span>
        </Notice>
      </div>
    );
  }
  return (
    <>
      {children(run.result)}
      <Notice>
        Ended {time(run.endedUs, zone, 'second')} {zoneText(zone, run.endedUs)}
      </Notice>
    </>
  );
}
