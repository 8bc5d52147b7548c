/** Services, tasks, scripts and settings: records of the logs beside Security and Sysmon. */
import type { Draft, EventData } from './envelope.ts';
import {
  DEFENDER_SETTING,
  otherKind,
  SCRIPT_BLOCK,
  securityKind,
  serviceManagerKind,
  TASK_REGISTERED,
} from './record-kinds.ts';
import { subjectOf } from './sysmon-templates.ts';
import type { Templates } from './templates.ts';
import { expandEncoded, formatTime } from './wire-format.ts';
import type { Machine } from './world.ts';

const SERVICES_PID = 676;
const LSASS_PID = 692;
const SCHEDULER_PID = 1_480;
const LOCAL_SYSTEM = 'S-1-5-18';

export const serviceTemplates = {
  script(world, event, timeUs) {
    const process = world.process(event.on, event.process);
    const { machine, account } = process.session;
    const id = world.seeded.hex(`script ${event.on} ${timeUs}`, 32);
    const data = {
      MessageNumber: 1,
      MessageTotal: 1,
      ScriptBlockText: expandEncoded(event.text),
      ScriptBlockId: [id.slice(0, 8), id.slice(8, 12), id.slice(12, 16), id.slice(16, 20), id.slice(20)].join('-'),
      Path: event.path,
    };
    return [
      { kind: SCRIPT_BLOCK, computer: machine.fullName, timeUs, data, userSid: account.sid, writerPid: process.pid },
    ];
  },

  service_installed(world, event, timeUs) {
    const session = world.session(event.on, event.session);
    const { machine } = session;
    const installed = {
      ServiceName: event.name,
      ImagePath: event.path,
      ServiceType: 'user mode service',
      StartType: event.start === 'auto' ? 'auto start' : 'demand start',
      AccountName: 'LocalSystem',
    };
    const audited = {
      ...subjectOf(session),
      ServiceName: event.name,
      ServiceFileName: event.path,
      ServiceType: '0x10',
      ServiceStartType: event.start === 'auto' ? 2 : 3,
      ServiceAccount: 'LocalSystem',
    };
    const security = { kind: securityKind(4_697), computer: machine.fullName, timeUs, data: audited, userSid: null };
    return [
      { ...security, writerPid: LSASS_PID },
      serviceManager(7_045, machine, timeUs + 1_200, installed, session.account.sid),
    ];
  },

  service_state(world, event, timeUs) {
    return [serviceManager(7_036, world.machine(event.on), timeUs, { param1: event.name, param2: event.state }, null)];
  },

  task_created(world, event, timeUs) {
    const session = world.session(event.on, event.session);
    const { machine, account } = session;
    const author = `${account.domain}\\${account.name}`;
    const registered = { TaskName: `\\${event.name}`, UserContext: author };
    const data = { ...subjectOf(session), TaskName: `\\${event.name}`, TaskContent: taskXml(event, author, timeUs) };
    return [
      { kind: securityKind(4_698), computer: machine.fullName, timeUs, data, userSid: null, writerPid: LSASS_PID },
      {
        kind: TASK_REGISTERED,
        computer: machine.fullName,
        timeUs: timeUs + 800,
        data: registered,
        userSid: LOCAL_SYSTEM,
        writerPid: SCHEDULER_PID,
      },
    ];
  },

  defender_setting(world, event, timeUs) {
    const data = {
      'Product Name': 'Microsoft Defender Antivirus',
      'Product Version': '4.18.26010.5',
      'Old Value': event.before,
      'New Value': event.after,
    };
    const computer = world.machine(event.on).fullName;
    return [{ kind: DEFENDER_SETTING, computer, timeUs, data, userSid: LOCAL_SYSTEM, writerPid: 3_120 }];
  },

  other(world, event, timeUs) {
    const kind = otherKind(event.channel, event.provider, event.eventId);
    const computer = world.machine(event.on).fullName;
    return [{ kind, computer, timeUs, data: event.data, userSid: null, writerPid: 4 }];
  },
} satisfies Partial<Templates>;

function serviceManager(
  eventId: number,
  machine: Machine,
  timeUs: number,
  data: EventData,
  userSid: string | null,
): Draft {
  return {
    kind: serviceManagerKind(eventId),
    computer: machine.fullName,
    timeUs,
    data,
    userSid,
    writerPid: SERVICES_PID,
  };
}

/** The task as the scheduler stores it (Task Scheduler schema 1.2). */
function taskXml(
  task: { readonly command: string; readonly arguments: string; readonly every: string },
  author: string,
  timeUs: number,
): string {
  return [
    '<?xml version="1.0" encoding="UTF-16"?>',
    '<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">',
    `  <RegistrationInfo><Date>${formatTime(timeUs).slice(0, 19)}</Date><Author>${escaped(author)}</Author></RegistrationInfo>`,
    `  <Triggers><TimeTrigger><Repetition><Interval>${escaped(task.every)}</Interval></Repetition></TimeTrigger></Triggers>`,
    '  <Principals><Principal id="Author"><UserId>S-1-5-18</UserId><RunLevel>HighestAvailable</RunLevel></Principal></Principals>',
    '  <Actions Context="Author"><Exec>',
    `    <Command>${escaped(task.command)}</Command>`,
    `    <Arguments>${escaped(expandEncoded(task.arguments))}</Arguments>`,
    '  </Exec></Actions>',
    '</Task>',
  ].join('\r\n');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
