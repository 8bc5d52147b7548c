/** What can be looked up without leaving the program: keys, the query language, commands, codes, words. */
import type { ReactNode } from 'react';
import { knownCommands } from '../../app/commands/known-commands.ts';
import { setParams, usePlace } from '../../app/router.ts';
import { ScreenHead } from '../../ui/screen.tsx';
import { Failed, Skeleton } from '../../ui/states.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import list from '../../ui/list/list.module.css';
import { SearchField } from '../../ui/list/search-field.tsx';
import { CommandHelp } from './command-help.tsx';
import { GLOSSARY } from './glossary.ts';
import { KeyHelp } from './key-help.tsx';
import { found } from './lookup.ts';
import { QueryHelp } from './query-help.tsx';
import { CodeHelp, WordHelp } from './terms.tsx';
import { useReference } from './use-reference.ts';

const setText = (q: string): void => setParams({ q }, true);

export function Help(): ReactNode {
  const { params } = usePlace();
  const text = params['q'] ?? '';
  const { data, error, refetch } = useReference();
  const keys = found(knownCommands(), text, ({ title, group, id }) => [title, group, id]);
  const words = found(GLOSSARY, text, ({ word, meaning }) => [word, meaning]);
  const fields = found(data?.fields ?? [], text, ({ name, aliases, about, subject }) => [
    name,
    ...aliases,
    about,
    subject,
  ]);
  const commands = found(data?.commands ?? [], text, ({ usage, about, options }) => [
    usage,
    about,
    ...options.flatMap(({ flags, about: said }) => [flags, said]),
  ]);
  const codes = found(data?.errors ?? [], text, ({ code, hint }) => [code, hint]);
  const ofReference = (view: (reference: NonNullable<typeof data>) => ReactNode) => () => {
    if (error !== null) return <Failed error={error} retry={() => void refetch()} />;
    return data === undefined ? <Skeleton /> : view(data);
  };
  return (
    <>
      <ScreenHead title="Help" counts={data === undefined ? 'offline' : `offline · version ${data.version}`} />
      <div className={list['bar']} role="search" aria-label="Search help">
        <SearchField label="Search in all of help" value={text} onChange={setText} />
      </div>
      <Tabs
        label="Help"
        selected={params['tab'] ?? 'keys'}
        onSelect={(tab) => setParams({ tab: tab === 'keys' ? '' : tab }, true)}
        tabs={[
          { id: 'keys', title: 'Keys', number: keys.length, view: () => <KeyHelp commands={keys} /> },
          {
            id: 'query',
            title: 'Queries',
            number: fields.length,
            view: ofReference(({ fields: all, examples }) => (
              <QueryHelp fields={fields} total={all.length} examples={examples} text={text} />
            )),
          },
          {
            id: 'commands',
            title: 'Commands',
            number: commands.length,
            view: ofReference(({ commands: all }) => <CommandHelp commands={commands} total={all.length} />),
          },
          {
            id: 'codes',
            title: 'Codes',
            number: codes.length,
            view: ofReference(({ errors: all }) => <CodeHelp codes={codes} total={all.length} />),
          },
          { id: 'words', title: 'Words', number: words.length, view: () => <WordHelp words={words} /> },
        ]}
      />
    </>
  );
}
