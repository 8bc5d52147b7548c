/** What the gallery shows, one part at a time. */
import type { ComponentType } from 'react';
import { BasicsPart } from './basics-part.tsx';
import { EditorPart } from './editor-part.tsx';
import { FieldsPart } from './fields-part.tsx';
import { GraphPart } from './graph-part.tsx';
import { HistogramPart } from './histogram-part.tsx';
import { MatrixPart } from './matrix-part.tsx';
import { PagesPart } from './pages-part.tsx';
import { TablePart } from './table-part.tsx';
import { TimelinePart } from './timeline-part.tsx';
import { TreesPart } from './trees-part.tsx';

interface Part {
  readonly id: string;
  readonly title: string;
  readonly view: ComponentType;
}

export const PARTS: readonly Part[] = [
  { id: 'basics', title: 'Small pieces', view: BasicsPart },
  { id: 'table', title: 'Table', view: TablePart },
  { id: 'editor', title: 'Editors', view: EditorPart },
  { id: 'histogram', title: 'Histogram', view: HistogramPart },
  { id: 'pages', title: 'Head of a screen', view: PagesPart },
  { id: 'fields', title: 'Fields and raw records', view: FieldsPart },
  { id: 'timeline', title: 'Story timeline', view: TimelinePart },
  { id: 'trees', title: 'Process tree', view: TreesPart },
  { id: 'matrix', title: 'ATT&CK matrix', view: MatrixPart },
  { id: 'graph', title: 'Entity graph', view: GraphPart },
];
