/** Where this page runs: in the desktop shell or in a browser. Everything else is the same. */
import type { EngineMessage, WindowMessage } from '../../../core/contract/wire.ts';

export type HostState = 'connecting' | 'open' | 'closed' | 'refused';

export interface Host {
  readonly kind: 'desktop' | 'browser';
  /** Starts talking; called once. */
  start(listener: HostListener): void;
  /** Only while it is open. */
  send(message: WindowMessage): void;
  /** Makes a dropped or chosen file importable; its grant. `onSent` is told the bytes that are over. */
  grant(file: File, onSent: (bytes: number) => void, signal: AbortSignal): Promise<string>;
}

export interface HostListener {
  onMessage(message: EngineMessage): void;
  onState(state: HostState): void;
}
