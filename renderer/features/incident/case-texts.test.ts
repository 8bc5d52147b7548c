/** Orders of tasks, and what was done as sentences. */
import { expect, test } from 'vitest';
import type { JsonValue } from '../../../core/model/json.ts';
import { activityText } from './activity.ts';
import { inOrder, orderAt } from './item-work.ts';
import type { Activity, Task } from './types.ts';

test('a task moved by one has an order between its new neighbours', () => {
  const tasks = [1, 2, 4].map((order, at) => ({ id: at + 1, order }) as Task);
  const moved = (id: number, by: 1 | -1): readonly number[] => {
    const order = orderAt(tasks, id, by);
    if (order === null) return [];
    return inOrder(tasks.map((task) => (task.id === id ? { ...task, order } : task))).map((task) => task.id);
  };
  expect(moved(1, 1)).toEqual([2, 1, 3]);
  expect(moved(3, -1)).toEqual([1, 3, 2]);
  expect(moved(2, 1)).toEqual([1, 3, 2]);
  expect(moved(1, -1)).toEqual([]);
  expect(moved(3, 1)).toEqual([]);
});

test('activity reads as what happened', () => {
  const told = (what: Activity['what'], did: Activity['did'], before: JsonValue, after: JsonValue): string => {
    const { text, quoted } = activityText({
      id: '',
      timeUs: 1,
      actor: 'ada',
      why: '',
      what,
      did,
      itemId: 1,
      before,
      after,
    });
    return `${text} ${quoted}`.trim();
  };
  expect(told('status', 'set', null, 'in_progress')).toBe('Status open → in progress');
  expect(told('assignee', 'set', null, 'grace')).toBe('Assigned to grace');
  expect(told('assignee', 'set', 'grace', null)).toBe('Assigned to nobody, after grace');
  expect(told('tags', 'set', ['a'], ['a', 'b'])).toBe('Tagged b');
  expect(told('tags', 'set', ['a', 'b'], ['b', 'c'])).toBe('Tagged c and took away a');
  expect(told('severity', 'set', null, 'high')).toBe('Severity high, by hand');
  expect(told('task', 'edited', { text: 't', isDone: false }, { text: 't', isDone: true })).toBe('Did a task t');
  expect(told('task', 'edited', { text: 't', isDone: false, order: 1 }, { text: 't', isDone: false, order: 2 })).toBe(
    'Moved a task t',
  );
  expect(told('note', 'removed', { text: 'n' }, null)).toBe('Removed a note n');
  expect(told('decision', 'decided', null, { kind: 'split', about: '2 alerts' })).toBe('Split off 2 alerts');
});
