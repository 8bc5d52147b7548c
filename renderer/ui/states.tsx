/** What is shown where there is nothing to show: not yet, not at all, or not because something failed. */
import { Copy } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ErrorReport } from '../../core/kernel/errors.ts';
import { EngineError } from '../app/engine/client.ts';
import { say } from '../app/toasts.ts';
import { writeClipboard } from '../app/engine/clipboard.ts';
import { Button, IconButton } from './button.tsx';
import { EvidenceText } from './evidence-text.tsx';
import classes from './states.module.css';

interface EmptyProps {
  readonly title: string;
  /** What will appear here. */
  readonly text: string;
  /** The one step that makes it appear. */
  readonly children?: ReactNode;
}

export function Empty({ title, text, children }: EmptyProps): ReactNode {
  return (
    <div className={classes['state']} role="status">
      <h2 className={classes['title']}>{title}</h2>
      <p className={classes['text']}>{text}</p>
      {children}
    </div>
  );
}

/** What went wrong, what to do, and a code to search for. */
export function Failed({ error, retry }: { readonly error: unknown; readonly retry?: () => void }): ReactNode {
  const report = reportOf(error);
  const code = report.logId === undefined ? report.code : `${report.code} ${report.logId}`;
  return (
    <div className={classes['state']} role="alert">
      <h2 className={classes['title']}>
        <EvidenceText isProse>{report.message}</EvidenceText>
      </h2>
      <p className={classes['text']}>{report.hint}</p>
      <p className={classes['code']}>
        {code}
        <IconButton icon={Copy} label="Copy the code" onPress={() => copyText(`${code}: ${report.message}`)} />
      </p>
      {retry !== undefined && <Button onPress={retry}>Try again</Button>}
    </div>
  );
}

export function reportOf(error: unknown): ErrorReport {
  if (error instanceof EngineError) return error.report;
  return { code: 'E_INTERNAL', message: error instanceof Error ? error.message : String(error), hint: '' };
}

export function copyText(text: string): void {
  writeClipboard(text).then(
    () => say('Copied'),
    () => say('The browser does not let us copy; select the text and copy it by hand'),
  );
}

const WIDTHS = [62, 48, 71, 55, 66, 40, 58, 69, 45, 60, 52, 64];

/** The shape of a list before its rows are there. */
export function Skeleton({ rows = 12 }: { readonly rows?: number }): ReactNode {
  return (
    <div className={classes['skeleton']} role="status" aria-label="Loading">
      {Array.from({ length: rows }, (_, at) => (
        <div key={at} className={classes['bar']} style={{ width: `${WIDTHS[at % WIDTHS.length]}%` }} />
      ))}
    </div>
  );
}

/** A line above a list: that it is not whole yet, or what to know of it. */
export function Notice({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <div className={classes['inline']} role="status">
      {children}
    </div>
  );
}
