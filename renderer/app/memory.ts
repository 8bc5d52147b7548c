/**
 * What screens remember while the window is open: selection, scroll, what is folded. A screen that is left and come back to
 * is as it was.
 */
import { create } from 'zustand';

interface Memory {
  readonly values: Readonly<Record<string, unknown>>;
}

const useMemoryStore = create<Memory>(() => ({ values: {} }));

/** As `useState`, under a key that outlives the component. */
export function useMemory<Value>(key: string, initial: Value): readonly [Value, (next: Value) => void] {
  const value = useMemoryStore(({ values }) => (Object.hasOwn(values, key) ? (values[key] as Value) : initial));
  return [value, (next) => remember(key, next)];
}

export function remember(key: string, value: unknown): void {
  useMemoryStore.setState(({ values }) => ({ values: { ...values, [key]: value } }));
}

export function recall<Value>(key: string, initial: Value): Value {
  const { values } = useMemoryStore.getState();
  return Object.hasOwn(values, key) ? (values[key] as Value) : initial;
}
