/** The Task Scheduler's Operational channel. */
import { file, task, user } from '../../normalise/entity-rules.ts';
import { CLASS, OTHER } from './classes.ts';
import { table, type Kind, type MappingTable } from './define.ts';

function job(activity: number, message: string, ocsf: Kind['ocsf'] = {}): Kind {
  return {
    classUid: CLASS.scheduledJobActivity,
    activity,
    message,
    entities: [
      task('target', 'TaskName'),
      user('actor', 'UserName'),
      user('actor', 'UserContext'),
      file('target', 'Path'),
    ],
    ocsf: {
      'job.name': 'TaskName',
      'job.type_id': '#1',
      'job.uid': 'InstanceId TaskInstanceId',
      'actor.user': 'UserContext UserName|user',
      ...ocsf,
    },
  };
}

export const TASK_SCHEDULER: MappingTable = table('task-scheduler', {
  100: job(6, 'The task {TaskName} started[ as {UserContext}]'),
  101: job(OTHER, 'The task {TaskName} did not start', { status_id: '#2', status_code: 'ResultCode|text' }),
  102: job(OTHER, 'The task {TaskName} ended[ as {UserContext}]'),
  103: job(OTHER, 'The task {TaskName} could not run its action', { status_id: '#2', status_code: 'ResultCode|text' }),
  106: job(1, 'The task {TaskName} was registered[ by {UserContext}]'),
  107: job(6, 'The task {TaskName} was started by its schedule'),
  108: job(6, 'The task {TaskName} was started by an event'),
  110: job(6, 'The task {TaskName} was started[ by {UserContext}]'),
  118: job(6, 'The task {TaskName} was started by the system starting'),
  119: job(6, 'The task {TaskName} was started by a logon[ of {UserName}]'),
  129: job(6, 'The task {TaskName} created the process {Path}', { 'job.cmd_line': 'Path' }),
  140: job(2, 'The task {TaskName} was changed[ by {UserName}]'),
  141: job(3, 'The task {TaskName} was deleted[ by {UserName}]'),
  142: job(5, 'The task {TaskName} was disabled[ by {UserName}]'),
  200: job(6, 'The task {TaskName} runs {ActionName}', { 'job.cmd_line': 'ActionName' }),
  201: job(OTHER, 'The task {TaskName} finished {ActionName}', {
    'job.cmd_line': 'ActionName',
    status_code: 'ResultCode|text',
  }),
  202: job(OTHER, 'The task {TaskName} could not finish {ActionName}', {
    status_id: '#2',
    status_code: 'ResultCode|text',
  }),
});
