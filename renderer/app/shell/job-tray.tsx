/** Long work: how far, how fast, how long still; it goes on whatever is done in the window. */
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { JOB_TITLES, type Job } from '../../../core/contract/job.ts';
import { bytes, counted, duration, fileName } from '../../lib/format.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { EvidenceText } from '../../ui/evidence-text.tsx';
import { useEngineStore } from '../engine/engine-store.ts';
import { useEngine } from '../engine/queries.tsx';
import { showOverlay } from '../overlays.ts';
import classes from './job-tray.module.css';

export function JobTray(): ReactNode {
  const jobs = useEngineStore((store) => store.jobs);
  return (
    <section className={classes['tray']} aria-label="Jobs">
      <header className={classes['head']}>
        Jobs
        <IconButton icon={X} label="Close" onPress={() => showOverlay(null)} />
      </header>
      {jobs.length === 0 && <p className={classes['none']}>Imports and other long work show up here.</p>}
      {jobs.map((job) => (
        <JobLine key={job.id} job={job} />
      ))}
    </section>
  );
}

export function JobLine({ job }: { readonly job: Job }): ReactNode {
  const engine = useEngine();
  const part = job.totalBytes === null || job.totalBytes === 0 ? null : Math.min(1, job.doneBytes / job.totalBytes);
  return (
    <article className={classes['job']} aria-label={titleOf(job)}>
      <div className={classes['line']}>
        <strong>{titleOf(job)}</strong>
        {job.state !== 'running' && (
          <Button kind="quiet" onPress={() => engine.dismissJob(job.id)}>
            Dismiss
          </Button>
        )}
        {job.canCancel && <Button onPress={() => engine.cancelJob(job.id)}>Stop</Button>}
      </div>
      {job.subject !== '' && (
        <span className={classes['subject']} title={job.subject}>
          {fileName(job.subject)}
        </span>
      )}
      {job.state === 'running' && (
        <div
          className={classes['track']}
          role="progressbar"
          aria-label={titleOf(job)}
          {...(part === null ? {} : { 'aria-valuenow': Math.round(part * 100) })}
        >
          <div className={classes['done']} style={{ width: `${(part ?? 0) * 100}%` }} />
        </div>
      )}
      <span className={classes['figures']}>{figuresOf(job)}</span>
      {job.error !== null && job.state === 'failed' && (
        <span role="alert">
          <EvidenceText isProse>{job.error.message}</EvidenceText> {job.error.hint} ({job.error.code})
        </span>
      )}
    </article>
  );
}

function titleOf({ method }: Job): string {
  return JOB_TITLES[method] ?? method;
}

function figuresOf(job: Job): string {
  const { state, events, doneBytes, totalBytes, bytesPerSecond, remainingMs, startedMs, endedMs } = job;
  const parts = [
    events === null || events === 0 ? null : counted(events, 'event'),
    doneBytes === 0 ? null : totalBytes === null ? bytes(doneBytes) : `${bytes(doneBytes)} of ${bytes(totalBytes)}`,
    state === 'running' && bytesPerSecond !== null ? `${bytes(bytesPerSecond)}/s` : null,
    state === 'running' && remainingMs !== null ? `${duration(remainingMs)} left` : null,
    state === 'running' && !job.canCancel ? 'fusing, which cannot be stopped' : null,
    endedMs === null
      ? null
      : `${{ running: '', done: 'done', failed: 'failed', cancelled: 'stopped' }[state]} after ${duration(endedMs - startedMs)}`,
  ];
  return parts.filter((part) => part !== null).join(' · ');
}
