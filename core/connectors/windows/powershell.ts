/** PowerShell: the Operational channel, and the classic log, whose data is unnamed text. */
import { file } from '../../normalise/entity-rules.ts';
import { CLASS, OTHER } from './classes.ts';
import { table, type Kind, type MappingTable } from './define.ts';

const script: Kind = {
  classUid: CLASS.scriptActivity,
  activity: 1,
  message: 'PowerShell ran[ {Path}]: {ScriptBlockText}',
  entities: [file('target', 'Path')],
  ocsf: {
    'script.script_content': 'ScriptBlockText|longString',
    'script.type_id': '#2',
    'script.uid': 'ScriptBlockId',
    'script.file': 'Path|file',
    'actor.user.uid': 'UserID',
    'actor.process.pid': 'ProcessID|int',
  },
};

function engine(activity: number, word: string): Kind {
  return {
    classUid: CLASS.applicationLifecycle,
    activity,
    message: `PowerShell ${word}[: {Data}]`,
    ocsf: { 'app.name': '=PowerShell', 'app.vendor_name': '=Microsoft' },
  };
}

export const POWERSHELL: MappingTable = table('powershell', {
  4103: {
    classUid: CLASS.scriptActivity,
    activity: 1,
    message: 'PowerShell pipeline: {Payload}',
    ocsf: {
      'script.script_content': 'Payload|longString',
      'script.type_id': '#2',
      'actor.user.uid': 'UserID',
      'actor.process.pid': 'ProcessID|int',
    },
  },
  4104: script,
  4105: { classUid: CLASS.baseEvent, activity: OTHER, message: 'PowerShell began the script block {ScriptBlockId}' },
  4106: { classUid: CLASS.baseEvent, activity: OTHER, message: 'PowerShell ended the script block {ScriptBlockId}' },
  40961: engine(3, 'console is starting up'),
  40962: engine(3, 'console is ready'),
  53504: {
    classUid: CLASS.baseEvent,
    activity: OTHER,
    message: 'PowerShell listens for remote commands[ in process {param1}][ ({param2})]',
  },
});

export const POWERSHELL_CLASSIC: MappingTable = table('powershell-classic', {
  400: engine(3, 'engine started'),
  403: engine(4, 'engine stopped'),
  600: { classUid: CLASS.baseEvent, activity: OTHER, message: 'PowerShell provider started[: {Data}]' },
  800: {
    classUid: CLASS.scriptActivity,
    activity: 1,
    message: 'PowerShell pipeline: {Data}',
    ocsf: { 'script.script_content': 'Data|longString', 'script.type_id': '#2' },
  },
});
