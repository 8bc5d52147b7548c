/** How far a walk over all stored events is, told in the bytes of the workspace as all progress is. */
import { fileFigures } from '../../store/file-figures.ts';
import type { ReadableDb } from '../../store/database.ts';
import type { ScanProgress } from '../stored-events.ts';
import type { JobContext } from './handler.ts';

export function scanProgress(
  db: ReadableDb,
  { onProgress }: Pick<JobContext, 'onProgress'>,
): (progress: ScanProgress) => void {
  const totalBytes = fileFigures(db).sizeBytes;
  return ({ doneEvents, totalEvents }) => {
    const share = totalEvents === 0 ? 1 : doneEvents / totalEvents;
    onProgress({ subject: 'events', doneBytes: Math.round(totalBytes * share), totalBytes, events: doneEvents });
  };
}
