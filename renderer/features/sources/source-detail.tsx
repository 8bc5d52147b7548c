/** One source: how much of it came through each step, what could not be read, and its custody. */
import { Copy, ShieldCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import { useAsk, useAskPages } from '../../app/engine/queries.tsx';
import { useJob } from '../../app/engine/use-job.ts';
import { goScreen, setParams } from '../../app/router.ts';
import { bytes, count, counted, duration, fileName, time, useZone, zoneText } from '../../lib/format.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { EvidenceText } from '../../ui/evidence-text.tsx';
import { Body, Facts, Pane, Section } from '../../ui/screen.tsx';
import { copyText, Failed, Skeleton } from '../../ui/states.tsx';
import { hopsOf, outcomeOf, type SourceRow } from './source-words.ts';
import classes from './sources.module.css';
import { Verified } from './verified.tsx';

export function SourceDetail({ source }: { readonly source: SourceRow }): ReactNode {
  const job = useJob('sources.verify', String(source.id));
  return (
    <Pane
      title={<EvidenceText>{fileName(source.path)}</EvidenceText>}
      onClose={() => setParams({ id: '' }, true)}
      actions={
        <Button
          icon={ShieldCheck}
          isDisabled={job.run.state === 'running'}
          onPress={() => job.start({ sourceId: source.id })}
        >
          Check
        </Button>
      }
    >
      <Body>
        <Verified job={job} />
        <Hops id={source.id} />
        {source.damage > 0 && <Damage source={source} />}
        <Custody source={source} />
        {source.damage === 0 && <Damage source={source} />}
      </Body>
    </Pane>
  );
}

function Hops({ id }: { readonly id: number }): ReactNode {
  const { data, error, isPending } = useAsk('sources.countHops', { sourceId: id });
  if (error !== null) return <Failed error={error} />;
  if (isPending) return <Skeleton rows={6} />;
  const hops = hopsOf(data, count);
  return (
    <Section title="Step by step" note={`${bytes(data.keptBytes)} kept of ${bytes(data.sizeBytes)}`}>
      <ol className={classes['hops']}>
        {hops.map(({ name, value, note }) => (
          <li key={name} className={classes['hop']}>
            <span>{name}</span>
            <span className={classes['value']}>{count(value)}</span>
            <span className={classes['dim']}>{note}</span>
          </li>
        ))}
      </ol>
    </Section>
  );
}

function Custody({ source }: { readonly source: SourceRow }): ReactNode {
  const zone = useZone((store) => store.zone);
  const { path, sha256, sizeBytes, reader, kind, startedUs, endedUs, firstUs, lastUs, custody, isComplete } = source;
  const at = (timeUs: number): string => `${time(timeUs, zone)} ${zoneText(zone, timeUs)}`;
  return (
    <Section title="Custody">
      <Facts
        of={[
          ['Path', <EvidenceText key="path">{path}</EvidenceText>],
          [
            'SHA-256',
            <span key="hash" className={classes['hash']}>
              <EvidenceText>{sha256}</EvidenceText>
              <IconButton icon={Copy} label="Copy the hash" onPress={() => copyText(sha256)} />
            </span>,
          ],
          ['Size', `${bytes(sizeBytes)} (${counted(sizeBytes, 'byte')})`],
          ['Kind', `${kind}, read as ${reader}`],
          ['Imported', at(startedUs)],
          ['Took', endedUs === null ? null : duration((endedUs - startedUs) / 1_000)],
          ['By', custody?.importedBy ?? 'not known: it is from before the audit log'],
          ['With', custody?.tool ?? null],
          [
            'Audit row',
            custody === null ? null : (
              <Button key="row" kind="link" onPress={() => goScreen('audit', { id: String(custody.seq) })}>
                {count(custody.seq)}
              </Button>
            ),
          ],
          ['Events', firstUs === null || lastUs === null ? 'without times' : `${at(firstUs)} to ${at(lastUs)}`],
          [
            'Outcome',
            isComplete
              ? outcomeOf(source)
              : `read up to record ${count(source.watermarkOrdinal)}; importing it again goes on from there`,
          ],
        ]}
      />
    </Section>
  );
}

function Damage({ source }: { readonly source: SourceRow }): ReactNode {
  const pages = useAskPages(
    'sources.listDamage',
    (after: number | null) => ({ sourceId: source.id, limit: 100, after }),
    ({ next }) => next,
  );
  if (pages.error !== null) return <Failed error={pages.error} retry={() => void pages.refetch()} />;
  const rows = pages.data?.pages.flatMap((page) => page.rows) ?? [];
  const total = pages.data?.pages[0]?.total ?? 0;
  if (total === 0) {
    return (
      <Section title="Damage">
        <p className={classes['dim']}>Every place in it could be read.</p>
      </Section>
    );
  }
  return (
    <Section title="Damage" note={`${count(rows.length)} of ${counted(total, 'place')}`}>
      <table className={classes['damage']}>
        <thead>
          <tr>
            <th scope="col">At byte</th>
            <th scope="col">Record</th>
            <th scope="col">Reason</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, offset, record, reason, code }) => (
            <tr key={id}>
              <td>{count(offset)}</td>
              <td>{record === null ? '' : count(record)}</td>
              <td>
                <EvidenceText isProse>{reason}</EvidenceText> <code className={classes['dim']}>{code}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {pages.hasNextPage && (
        <Button isDisabled={pages.isFetchingNextPage} onPress={() => void pages.fetchNextPage()}>
          Show more
        </Button>
      )}
    </Section>
  );
}
