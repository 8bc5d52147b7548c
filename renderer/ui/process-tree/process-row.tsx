/** One process in its tree. */
import { ChevronDown, ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { count, counted, fileName, time } from '../../lib/format.ts';
import { EvidenceText } from '../evidence-text.tsx';
import { Icon } from '../icon.tsx';
import { SeverityMark } from '../severity.tsx';
import table from '../table/table.module.css';
import classes from './process-tree.module.css';
import type { TopReason, TreeRow } from './tree.ts';

interface ProcessColumn {
  readonly title: string;
  readonly align?: 'right';
  /** Its head names the zone. */
  readonly isTime?: boolean;
  readonly cell: (row: TreeRow, zone: string) => ReactNode;
}

const TOP: Readonly<Record<TopReason, string>> = { missing: 'parent not seen', circle: 'its own ancestor' };

/** More than that is told by the level that is read aloud; the name would be pushed out of its column. */
const MOST_INDENT = 12;
const INDENT_PX = 14;

/** The first is drawn by the row, which folds there. */
export const COLUMNS: readonly ProcessColumn[] = [
  { title: 'Process', cell: () => null },
  { title: 'Alerts', align: 'right', cell: alertsOf },
  { title: 'Command line', cell: ({ process }) => <EvidenceText isLine>{process.commandLine}</EvidenceText> },
  { title: 'User', cell: ({ process }) => <EvidenceText isLine>{process.user}</EvidenceText> },
  { title: 'Host', cell: ({ process }) => <EvidenceText isLine>{process.host}</EvidenceText> },
  { title: 'Started', isTime: true, cell: ({ process }, zone) => <time>{time(process.startUs, zone)}</time> },
];

function alertsOf({ process: { alerts, severity = 'informational' }, hiddenAlerts }: TreeRow): ReactNode {
  return (
    <>
      {alerts > 0 && <SeverityMark severity={severity} isShort />}
      {alerts > 0 && count(alerts)}
      {hiddenAlerts > 0 && (
        <span className={classes['below']} title={`${counted(hiddenAlerts, 'alert')} below`}>
          +{count(hiddenAlerts)}
        </span>
      )}
    </>
  );
}

interface ProcessRowProps {
  readonly id: string;
  readonly row: TreeRow;
  readonly index: number;
  readonly start: number;
  readonly zone: string;
  readonly isCurrent: boolean;
  readonly onClick: () => void;
  readonly onFold: () => void;
  readonly onOpen: () => void;
  readonly onMenu: (x: number, y: number) => void;
}

export function ProcessRow(props: ProcessRowProps): ReactNode {
  const { id, row, index, start, zone, isCurrent, onClick, onFold, onOpen, onMenu } = props;
  const { process, level, isOpen, top } = row;
  return (
    // The grid has the keys; a row is clicked only.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      id={id}
      className={`${table['row']} ${classes['columns']}`}
      role="row"
      aria-rowindex={index + 2}
      aria-level={level}
      aria-posinset={row.position}
      aria-setsize={row.siblings}
      aria-expanded={isOpen}
      aria-selected={isCurrent}
      data-current={isCurrent}
      style={{ transform: `translateY(${start}px)` }}
      onClick={onClick}
      onDoubleClick={onOpen}
      onContextMenu={(event) => {
        event.preventDefault();
        onMenu(event.clientX, event.clientY);
      }}
    >
      <span
        className={table['cell']}
        role="gridcell"
        title={process.image}
        style={{ paddingLeft: 8 + Math.min(MOST_INDENT, level - 1) * INDENT_PX }}
      >
        {/* The arrow keys do the same. */}
        {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions */}
        <span
          className={classes['fold']}
          aria-hidden="true"
          onClick={(event) => {
            if (isOpen === undefined) return;
            event.stopPropagation();
            onFold();
          }}
        >
          {isOpen !== undefined && <Icon of={isOpen ? ChevronDown : ChevronRight} size={14} />}
        </span>
        <EvidenceText isLine>{fileName(process.image)}</EvidenceText>
        {top !== null && <span className={classes['top']}>{TOP[top]}</span>}
      </span>
      {COLUMNS.slice(1).map(({ title, align, cell }) => (
        <span key={title} className={table['cell']} role="gridcell" data-align={align}>
          {cell(row, zone)}
        </span>
      ))}
    </div>
  );
}
