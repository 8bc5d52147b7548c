/** Error codes with what to do, and words with what they mean. */
import type { ReactNode } from 'react';
import { count, counted } from '../../lib/format.ts';
import { Body, Section } from '../../ui/screen.tsx';
import { GLOSSARY, type Word } from './glossary.ts';
import classes from './help.module.css';
import type { Reference } from './use-reference.ts';

interface CodeHelpProps {
  readonly codes: Reference['errors'];
  readonly total: number;
}

export function CodeHelp({ codes, total }: CodeHelpProps): ReactNode {
  return (
    <Body>
      <Section
        title="Codes"
        note={`${count(codes.length)} of ${counted(total, 'code')}; each is shown with what happened`}
      >
        <Terms of={codes.map(({ code, hint }) => [code, hint] as const)} isCode />
      </Section>
    </Body>
  );
}

export function WordHelp({ words }: { readonly words: readonly Word[] }): ReactNode {
  return (
    <Body>
      <Section title="Words" note={`${count(words.length)} of ${counted(GLOSSARY.length, 'word')}`}>
        <Terms of={words.map(({ word, meaning }) => [word, meaning] as const)} />
      </Section>
    </Body>
  );
}

interface TermsProps {
  readonly of: readonly (readonly [term: string, meaning: string])[];
  readonly isCode?: boolean;
}

function Terms({ of, isCode = false }: TermsProps): ReactNode {
  if (of.length === 0) return <p className={classes['dim']}>Nothing here has these words.</p>;
  return (
    <dl className={classes['terms']}>
      {of.map(([term, meaning]) => (
        <div key={term} className={classes['term']}>
          <dt>{isCode ? <code>{term}</code> : <strong>{term}</strong>}</dt>
          <dd>{meaning}</dd>
        </div>
      ))}
    </dl>
  );
}
