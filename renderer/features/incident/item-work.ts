/** Notes and tasks of an incident: added, edited, removed, and all of it taken back. */
import type { Note, Task } from './types.ts';
import type { Self } from './work.ts';

export interface NoteWork {
  /** `onFailed` is called where it was refused. */
  addNote(text: string, onFailed: () => void): void;
  editNote(note: Note, text: string): void;
  removeNote(note: Note): void;
}

export interface TaskWork {
  addTask(text: string): void;
  editTask(task: Task, change: Partial<Pick<Task, 'text' | 'isDone' | 'order'>>, said: string | null): void;
  removeTask(task: Task): void;
}

/** Of what the engine has not numbered yet; below zero, so that it is nobody else's. */
const newId = (): number => -Math.trunc(performance.now() * 1_000) - 1;
const nowUs = (): number => Date.now() * 1_000;

export function noteWork({ act, id: incidentId, operator }: Self): NoteWork {
  const remove = (noteId: number, isUndo = false): void =>
    act({
      isUndo,
      method: 'cases.removeNote',
      input: { noteId },
      patch: (read) => ({ ...read, notes: read.notes.filter(({ id }) => id !== noteId) }),
      said: 'Removed the note',
      failed: 'The note was not removed',
      undo:
        ({ undo }) =>
        () =>
          put(undo, 'Brought the note back', true),
    });

  const put = (input: { readonly noteId: number; readonly text: string }, said: string, isUndo = false): void =>
    act({
      isUndo,
      method: 'cases.editNote',
      input,
      patch: (read) => ({
        ...read,
        notes: read.notes.map((note) =>
          note.id === input.noteId
            ? { ...note, text: input.text, edited: { actor: operator, editedUs: nowUs() } }
            : note,
        ),
      }),
      said,
      failed: 'The note was not changed',
      undo:
        ({ undo }) =>
        () =>
          put(undo, 'The note is as it was', true),
    });

  return {
    addNote: (text, onFailed) => {
      const note: Note = { id: newId(), text, actor: operator, addedUs: nowUs(), edited: null };
      act({
        method: 'cases.addNote',
        input: { incidentId, text },
        patch: (read) => ({ ...read, notes: [...read.notes, note] }),
        said: 'Added a note',
        failed: 'The note was not added',
        undo: (out) => () => remove(out.note.id, true),
        onFailed,
      });
    },
    editNote: ({ id }, text) => put({ noteId: id, text }, 'Changed the note'),
    removeNote: ({ id }) => remove(id),
  };
}

type TaskChange = { readonly taskId: number } & Partial<Pick<Task, 'text' | 'isDone' | 'order'>>;

export function taskWork({ act, id: incidentId, operator }: Self): TaskWork {
  const remove = (taskId: number, isUndo = false): void =>
    act({
      isUndo,
      method: 'cases.removeTask',
      input: { taskId },
      patch: (read) => ({ ...read, tasks: read.tasks.filter(({ id }) => id !== taskId) }),
      said: 'Removed the task',
      failed: 'The task was not removed',
      undo:
        ({ undo }) =>
        () =>
          put(undo, 'Brought the task back', true),
    });

  const put = (input: TaskChange, said: string | null, isUndo = false): void => {
    const { taskId, ...change } = input;
    act({
      isUndo,
      method: 'cases.editTask',
      input,
      patch: (read) => ({
        ...read,
        tasks: inOrder(read.tasks.map((task) => (task.id === taskId ? { ...task, ...change } : task))),
      }),
      said,
      failed: 'The task was not changed',
      undo:
        ({ undo }) =>
        () =>
          put(undo, 'The task is as it was', true),
    });
  };

  return {
    addTask: (text) =>
      act({
        method: 'cases.addTask',
        input: { incidentId, text },
        patch: (read) => {
          const order = (read.tasks.at(-1)?.order ?? 0) + 1;
          const task: Task = { id: newId(), text, isDone: false, order, actor: operator, addedUs: nowUs() };
          return { ...read, tasks: [...read.tasks, task] };
        },
        said: 'Added a task',
        failed: 'The task was not added',
        undo: (out) => () => remove(out.task.id, true),
      }),
    editTask: ({ id }, change, said) => put({ taskId: id, ...change }, said),
    removeTask: ({ id }) => remove(id),
  };
}

export function inOrder(tasks: readonly Task[]): readonly Task[] {
  return tasks.toSorted((a, b) => a.order - b.order);
}

/** The order that puts a task by `by` places further down; null where it cannot go there. */
export function orderAt(tasks: readonly Pick<Task, 'id' | 'order'>[], id: number, by: 1 | -1): number | null {
  const others = tasks.filter((task) => task.id !== id);
  const at = tasks.findIndex((task) => task.id === id) + by;
  if (at < 0 || at > others.length) return null;
  const before = others[at - 1]?.order;
  const after = others[at]?.order;
  if (before === undefined) return after === undefined ? null : after - 1;
  return after === undefined ? before + 1 : (before + after) / 2;
}
