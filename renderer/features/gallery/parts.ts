/** What the gallery shows, one part at a time. */
import type { ComponentType } from 'react';
import { EditorPart } from './editor-part.tsx';
import { FieldsPart } from './fields-part.tsx';
import { HistogramPart } from './histogram-part.tsx';
import { PagesPart } from './pages-part.tsx';

interface Part {
  readonly id: string;
  readonly title: string;
  readonly view: ComponentType;
}

export const PARTS: readonly Part[] = [
  { id: 'editor', title: 'Editors', view: EditorPart },
  { id: 'histogram', title: 'Histogram', view: HistogramPart },
  { id: 'pages', title: 'Head of a screen', view: PagesPart },
  { id: 'fields', title: 'Fields and raw records', view: FieldsPart },
];
