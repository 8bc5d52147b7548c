/** Text with the numbers of its lines: rules, records, differences. Read only; nothing in it is ever markup. */
import type { ReactNode } from 'react';
import { Copy } from 'lucide-react';
import { IconButton } from './button.tsx';
import { EvidenceText } from './evidence-text.tsx';
import classes from './lines.module.css';
import { copyText } from './states.tsx';

interface LinesProps {
  readonly label: string;
  readonly text: string;
  /** 1-based; the line to begin with. */
  readonly first?: number;
}

/** More lines than anybody reads here; copying takes all. */
const MOST_LINES = 4_000;

export function Lines({ label, text, first = 1 }: LinesProps): ReactNode {
  const lines = text.replace(/\n$/, '').split('\n');
  return (
    <div className={classes['frame']}>
      <div className={classes['copy']}>
        <IconButton icon={Copy} label={`Copy ${label}`} onPress={() => copyText(text)} />
      </div>
      {/* Scrolls sideways, so it has to be reachable by keys. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <ol className={classes['lines']} aria-label={label} tabIndex={0}>
        {lines.slice(0, MOST_LINES).map((line, at) => (
          <li key={at}>
            <span className={classes['number']} aria-hidden="true">
              {first + at}
            </span>
            <EvidenceText>{line === '' ? ' ' : line}</EvidenceText>
          </li>
        ))}
        {lines.length > MOST_LINES && <li>{(lines.length - MOST_LINES).toLocaleString('en-US')} more lines</li>}
      </ol>
    </div>
  );
}
