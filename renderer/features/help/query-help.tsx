/** The query language: its grammar by example, and every field that can be asked for. */
import type { ReactNode } from 'react';
import { go, usePlace } from '../../app/router.ts';
import { count, counted } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Body, Section } from '../../ui/screen.tsx';
import classes from './help.module.css';
import type { Reference } from './use-reference.ts';

/** The whole grammar on a few lines; examples below show each at work. */
const GRAMMAR: readonly (readonly [form: string, finds: string])[] = [
  ['word, "two words"', 'the line people read has the word; quoted words stand together'],
  ['field:value', 'the whole value is this one, letters compared without case; field=value is the same'],
  ['field!=value', 'no value of the field is this one'],
  ['field:val*', 'with wildcards: * is any run of characters, ? is one'],
  ['field:/…/', 'a regular expression somewhere in the value'],
  ['field>5, field:[5 to 10]', 'by size; both ends of a range count, and * is an open end'],
  ['field in (a, b)', 'any of these; not in for none of them'],
  ['field:10.0.0.0/8', 'addresses in a network'],
  ['field:*', 'has any value'],
  ['and, or, not, ( )', 'not binds closest, then and, then or; words side by side are joined by and'],
  ['… | last 24h', 'the span of time up to now; for imported history name it: | from 2026-03-04 to 2026-03-05'],
];

interface QueryHelpProps {
  readonly fields: Reference['fields'];
  readonly total: number;
  readonly examples: Reference['examples'];
  readonly text: string;
}

export function QueryHelp({ fields, total, examples, text }: QueryHelpProps): ReactNode {
  return (
    <Body>
      {text === '' && (
        <Section title="Grammar">
          <dl className={classes['terms']}>
            {GRAMMAR.map(([form, finds]) => (
              <div key={form} className={classes['term']}>
                <dt>
                  <code>{form}</code>
                </dt>
                <dd>{finds}</dd>
              </div>
            ))}
          </dl>
        </Section>
      )}
      {[...Map.groupBy(fields, ({ subject }) => subject)].map(([subject, some]) => (
        <Section key={subject} title={`Fields of ${subject}`} note={`${count(some.length)} of ${count(total)} in all`}>
          <dl className={classes['terms']}>
            {some.map(({ name, aliases, about, type }) => (
              <div key={name} className={classes['term']}>
                <dt>
                  <code>{name}</code>
                  {aliases.length > 0 && <span className={classes['dim']}>{aliases.join(', ')}</span>}
                </dt>
                <dd>
                  {about} <span className={classes['dim']}>{type}</span>
                </dd>
              </div>
            ))}
          </dl>
        </Section>
      ))}
      {text === '' &&
        examples.map((example) => <Examples key={`${example.heading} ${example.subject}`} of={example} />)}
      {fields.length === 0 && <p className={classes['none']}>No field has these words.</p>}
    </Body>
  );
}

function Examples({ of: { heading, subject, queries } }: { readonly of: Reference['examples'][number] }): ReactNode {
  const { workspace } = usePlace();
  const ask = (q: string): void => {
    if (subject === 'events') go({ workspace, screen: 'explore', params: { q } });
    else go({ workspace, screen: 'queue', params: subject === 'alerts' ? { list: 'alerts', q } : { q } });
  };
  return (
    <Section title={heading} note={`${subject}, ${counted(queries.length, 'example')}`}>
      <ul>
        {queries.map((query) => (
          <li key={query} className={classes['example']}>
            <code>{query}</code>
            {workspace !== null && (
              <Button kind="quiet" onPress={() => ask(query)}>
                Ask
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
