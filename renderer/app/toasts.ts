/** Short news at the edge of the window: what was done, with its undoing, and what failed. */
import { create } from 'zustand';
import type { ErrorReport } from '../../core/kernel/errors.ts';
import { EngineError } from './engine/client.ts';

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly error: ErrorReport | null;
  readonly undo: (() => void) | null;
}

interface Done {
  /** The toast that says so, gone once it is taken back. */
  readonly toast: number;
  readonly text: string;
  readonly undo: () => void;
}

interface ToastStore {
  readonly toasts: readonly Toast[];
  /** What can be taken back still, the latest last. */
  readonly done: readonly Done[];
}

const SHOWN = 4;
const DONE_KEPT = 50;
let lastId = 0;

export const useToastStore = create<ToastStore>(() => ({ toasts: [], done: [] }));

function add(toast: Omit<Toast, 'id'>, id = ++lastId): void {
  useToastStore.setState(({ toasts }) => ({ toasts: [...toasts, { ...toast, id }].slice(-SHOWN) }));
  // What failed stays until it is read.
  if (toast.error === null) setTimeout(() => dismissToast(id), toast.undo === null ? 4_000 : 10_000);
}

export function dismissToast(id: number): void {
  useToastStore.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }));
}

export function say(text: string): void {
  add({ text, error: null, undo: null });
}

/** Says what was done and keeps how it is taken back, which happens once. */
export function sayDone(text: string, undo: () => void): void {
  const one: Done = { toast: ++lastId, text, undo };
  useToastStore.setState(({ done }) => ({ done: [...done, one].slice(-DONE_KEPT) }));
  add({ text, error: null, undo: () => takeBack(one) }, one.toast);
}

/** What failed, to whom it happened: `what` begins the sentence. */
export function sayFailed(what: string, thrown: unknown): void {
  if (thrown instanceof DOMException && thrown.name === 'AbortError') return;
  const report: ErrorReport =
    thrown instanceof EngineError
      ? thrown.report
      : { code: 'E_INTERNAL', message: thrown instanceof Error ? thrown.message : String(thrown), hint: '' };
  add({ text: what, error: report, undo: null });
}

/** Takes back the latest that was done; false where there is nothing. */
export function undoLatest(): boolean {
  const latest = useToastStore.getState().done.at(-1);
  if (latest === undefined) return false;
  takeBack(latest);
  return true;
}

function takeBack(one: Done): void {
  const { done } = useToastStore.getState();
  if (!done.includes(one)) return;
  useToastStore.setState({ done: done.filter((other) => other !== one) });
  dismissToast(one.toast);
  one.undo();
}
