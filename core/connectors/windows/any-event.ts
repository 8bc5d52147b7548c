/** For Windows events without a mapping of their own: the names that nearly all providers share. */
import { file, process, task } from '../../normalise/entity-rules.ts';
import type { EventMapping } from '../../normalise/mapping.ts';
import { message } from '../../normalise/message.ts';
import { origin, subject, target } from './pieces.ts';

export const anyWindowsEvent: EventMapping = {
  name: 'windows/any',
  classUid: 0,
  activity: 99,
  severity: null,
  message: message('{Provider_Name} event {EventID}[: {Message}]'),
  entities: [
    ...subject.entities,
    ...target.entities,
    ...origin.entities,
    process('actor', { guid: 'ProcessGuid', pid: 'ProcessId', image: 'Image' }),
    file('target', 'TargetFilename'),
    task('target', 'TaskName'),
  ],
  ocsf: { ...subject.ocsf },
};
