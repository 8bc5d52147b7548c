/**
 * Wraps event data in the form that `evtx_dump -o jsonl` gives a record, with the System part its provider writes.
 * Every record carries `VedetteDemo: true` beside its data, which normalisation keeps as a field: a made-up event can
 * never be taken for evidence.
 */
import { formatTime } from './wire-format.ts';

type DataValue = string | number | boolean;
export type EventData = Readonly<Record<string, DataValue>>;

/** One record before it has a number. */
export interface Draft {
  readonly kind: RecordKind;
  readonly computer: string;
  /** Microseconds since 1970. */
  readonly timeUs: number;
  readonly data: EventData;
  /** Who the provider says it acted for; null where it says nothing. */
  readonly userSid: string | null;
  /** The process that wrote the event, not the one it is about. */
  readonly writerPid: number;
}

export interface RecordKind {
  readonly channel: string;
  readonly provider: string;
  readonly providerGuid?: string;
  readonly eventId: number;
  readonly version: number;
  readonly level: number;
  readonly task: number;
  readonly opcode: number;
  readonly keywords: string;
  readonly qualifiers?: number;
  /** Where the provider writes UserData instead of EventData: the element that holds it. */
  readonly userData?: string;
}

export interface ScenarioRecord {
  readonly Event: Readonly<Record<string, unknown>>;
}

export function toRecord(draft: Draft, recordNumber: number, threadId: number): ScenarioRecord {
  const { kind } = draft;
  return {
    Event: {
      '#attributes': { xmlns: 'http://schemas.microsoft.com/win/2004/08/events/event' },
      System: {
        Provider: {
          '#attributes': {
            Name: kind.provider,
            ...(kind.providerGuid === undefined ? {} : { Guid: kind.providerGuid }),
          },
        },
        EventID:
          kind.qualifiers === undefined
            ? kind.eventId
            : { '#attributes': { Qualifiers: kind.qualifiers }, '#text': kind.eventId },
        Version: kind.version,
        Level: kind.level,
        Task: kind.task,
        Opcode: kind.opcode,
        Keywords: kind.keywords,
        TimeCreated: { '#attributes': { SystemTime: formatTime(draft.timeUs) } },
        EventRecordID: recordNumber,
        Correlation: null,
        Execution: { '#attributes': { ProcessID: draft.writerPid, ThreadID: threadId } },
        Channel: kind.channel,
        Computer: draft.computer,
        Security: draft.userSid === null ? null : { '#attributes': { UserID: draft.userSid } },
      },
      ...(kind.userData === undefined ? { EventData: draft.data } : { UserData: { [kind.userData]: draft.data } }),
      VedetteDemo: true,
    },
  };
}
