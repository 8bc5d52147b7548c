/**
 * Text from evidence, which may say anything. It is always text and never markup; its direction stays its own, and signs
 * that nobody sees (control characters, marks that turn the reading direction) are shown for what they are.
 */
import { Fragment, type ReactNode } from 'react';
import classes from './evidence-text.module.css';

// oxlint-disable-next-line no-control-regex -- finding control characters is the purpose
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

/** More than anybody reads at once; the raw record has the rest. */
const SHOWN_CHARS = 20_000;

interface EvidenceTextProps {
  readonly children: string;
  /** On one line, cut where it does not fit. */
  readonly isLine?: boolean;
  /** Set as our own sentences are, where it stands within one. */
  readonly isProse?: boolean;
}

export function EvidenceText({ children, isLine = false, isProse = false }: EvidenceTextProps): ReactNode {
  const shown = children.length > SHOWN_CHARS ? children.slice(0, SHOWN_CHARS) : children;
  return (
    <bdi className={`${classes[isProse ? 'prose' : 'text']} ${isLine ? classes['line'] : ''}`}>
      {withSigns(isLine ? shown.replaceAll(/[\r\n\t]+/g, ' ') : shown)}
      {shown.length < children.length && (
        <span className={classes['sign']}>
          {(children.length - shown.length).toLocaleString('en-US')} more characters
        </span>
      )}
    </bdi>
  );
}

/** The text with signs that nobody sees shown as `U+202E`. */
export function withSigns(text: string): ReactNode {
  const matches = [...text.matchAll(UNSEEN)];
  if (matches.length === 0) return text;
  let end = 0;
  const parts = matches.map((match) => {
    const before = text.slice(end, match.index);
    end = match.index + match[0].length;
    const code = match[0].codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
    return (
      <Fragment key={match.index}>
        {before}
        <span className={classes['sign']}>U+{code}</span>
      </Fragment>
    );
  });
  return [...parts, text.slice(end)];
}
