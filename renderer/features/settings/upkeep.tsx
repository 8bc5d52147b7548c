/** The workspace's file: what is in it, its encryption, and making it smaller. */
import { useState, type ReactNode } from 'react';
import { useAsk } from '../../app/engine/queries.tsx';
import { useJob } from '../../app/engine/use-job.ts';
import { JobResult } from '../../app/shell/job-result.tsx';
import { bytes, count, counted } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/dialog.tsx';
import { EvidenceText } from '../../ui/evidence-text.tsx';
import { Body, Facts, Section } from '../../ui/screen.tsx';
import { Failed, Notice, Skeleton } from '../../ui/states.tsx';
import { NewPassphrase } from './new-passphrase.tsx';
import { Retention } from './retention.tsx';
import classes from './settings.module.css';

type Asking = 'encrypt' | 'rekey' | 'decrypt' | 'compact' | null;

export function Upkeep(): ReactNode {
  const { data, error, isPending, refetch } = useAsk('workspace.describe', {});
  const encrypt = useJob('workspace.encrypt');
  const rekey = useJob('workspace.rekey');
  const decrypt = useJob('workspace.decrypt');
  const compact = useJob('workspace.compact');
  const [asking, setAsking] = useState<Asking>(null);
  if (error !== null) return <Failed error={error} retry={() => void refetch()} />;
  if (isPending) return <Skeleton />;
  const isEncrypted = data.encryption !== null;
  const jobs = [encrypt, rekey, decrypt, compact];
  const isBusy = jobs.some(({ run, job }) => run.state === 'running' || job !== null);
  const close = (): void => setAsking(null);
  return (
    <Body>
      <Section title="The file">
        <Facts
          of={[
            ['File', <EvidenceText key="file">{data.file}</EvidenceText>],
            ['Size', `${bytes(data.sizeBytes)}, of it ${bytes(data.unusedBytes)} unused at least`],
            [
              'Beside it',
              data.neighbours.length === 0
                ? 'nothing'
                : data.neighbours.map(({ file, sizeBytes }) => `${file} (${bytes(sizeBytes)})`).join(', '),
            ],
            [
              'Events',
              `${count(data.events)} from ${counted(data.sources, 'source')}${data.eventsRemoved === 0 ? '' : `; ${count(data.eventsRemoved)} removed by retention`}`,
            ],
            [
              'Found',
              `${counted(data.findings, 'finding')}, ${counted(data.alerts, 'alert')}, ${counted(data.incidents, 'incident')}`,
            ],
            ['Encryption', data.encryption ?? 'none: whoever has the file can read it'],
            ['Audit log', counted(data.auditRows, 'row')],
            ['Schema', String(data.schema)],
          ]}
        />
      </Section>
      <Section title="Encryption" note={isEncrypted ? 'encrypted' : 'not encrypted'}>
        <div className={classes['actions']}>
          {!isEncrypted && (
            <Button kind="primary" isDisabled={isBusy} onPress={() => setAsking('encrypt')}>
              Encrypt the workspace
            </Button>
          )}
          {isEncrypted && (
            <>
              <Button isDisabled={isBusy} onPress={() => setAsking('rekey')}>
                Change the passphrase
              </Button>
              <Button kind="danger" isDisabled={isBusy} onPress={() => setAsking('decrypt')}>
                Decrypt the workspace
              </Button>
            </>
          )}
        </div>
        {[encrypt, rekey, decrypt].map((job, at) => (
          <JobResult key={at} of={job}>
            {(result) => <Rewritten {...result} />}
          </JobResult>
        ))}
      </Section>
      <Section title="Size" note={`compacting gives back ${bytes(data.unusedBytes)} or more`}>
        <Button isDisabled={isBusy} onPress={() => setAsking('compact')}>
          Compact the workspace
        </Button>
        <JobResult of={compact}>{(result) => <Rewritten {...result} />}</JobResult>
      </Section>
      <Retention />
      {(asking === 'encrypt' || asking === 'rekey') && (
        <NewPassphrase
          title={asking === 'encrypt' ? 'Encrypt the workspace' : 'Change the passphrase'}
          onClose={close}
          onPassphrase={(passphrase) => (asking === 'encrypt' ? encrypt : rekey).start({ passphrase })}
        />
      )}
      {asking === 'decrypt' && (
        <Confirm
          title="Decrypt the workspace?"
          action="Decrypt the workspace"
          onClose={close}
          onConfirm={() => decrypt.start({})}
        >
          <p>A copy without encryption takes the place of the file. Whoever has it can read everything in it.</p>
        </Confirm>
      )}
      {asking === 'compact' && (
        <Confirm
          title="Compact the workspace?"
          action="Compact the workspace"
          onClose={close}
          onConfirm={() => compact.start({})}
        >
          <p>
            A copy without unused space takes the place of the file; nothing in it changes. It needs about{' '}
            {bytes(data.sizeBytes)} free while it runs, and imports wait.
          </p>
        </Confirm>
      )}
    </Body>
  );
}

interface RewrittenProps {
  readonly sizeBefore: number;
  readonly sizeAfter: number;
  readonly plainNeighbours: readonly string[];
}

function Rewritten({ sizeBefore, sizeAfter, plainNeighbours }: RewrittenProps): ReactNode {
  return (
    <Notice>
      <span>
        {bytes(sizeBefore)} before, {bytes(sizeAfter)} after
        {plainNeighbours.length > 0 && `; still in plain text beside it: ${plainNeighbours.join(', ')}`}
      </span>
    </Notice>
  );
}
