/** Evidence of an incident: events and alerts that people pinned to it, with a comment. */
import type { Pin, Pinned } from './types.ts';
import type { Self } from './work.ts';

export interface PinWork {
  /** Where it is pinned already, its comment is another now. */
  pin(pinned: Pinned, comment: string): void;
  unpin(pin: Pin): void;
}

export function isSamePinned(a: Pinned, b: Pinned): boolean {
  return a.kind === 'event'
    ? b.kind === 'event' && a.eventId === b.eventId
    : b.kind === 'alert' && a.alertId === b.alertId;
}

export function pinWork({ act, id: incidentId }: Self): PinWork {
  const remove = (pinId: number, isUndo = false): void =>
    act({
      isUndo,
      method: 'cases.unpin',
      input: { pinId },
      patch: (read) => ({ ...read, pins: read.pins.filter(({ id }) => id !== pinId) }),
      said: 'Took it out of the evidence',
      failed: 'It is still pinned',
      undo: ({ undo }) => (undo === null ? null : () => pin(undo.pinned, undo.comment, true)),
    });

  const pin = (pinned: Pinned, comment: string, isUndo = false): void =>
    act({
      isUndo,
      method: 'cases.pin',
      input: { incidentId, pinned, comment },
      patch: (read) => ({
        ...read,
        pins: read.pins.map((one) => (isSamePinned(one.pinned, pinned) ? { ...one, comment } : one)),
      }),
      said: ({ commentBefore }) => (commentBefore === null ? 'Pinned as evidence' : 'Changed the comment'),
      failed: 'It was not pinned',
      undo: (out) =>
        out.commentBefore === null ? () => remove(out.pin.id, true) : () => pin(pinned, out.commentBefore ?? '', true),
    });

  return { pin: (pinned, comment) => pin(pinned, comment), unpin: ({ id }) => remove(id) };
}
