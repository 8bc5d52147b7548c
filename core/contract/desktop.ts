/**
 * What passes between a page and the desktop shell around it. Types and names only: the preload script is one small file
 * and parses nothing; the shell parses what comes (see electron/main/ipc-contract.ts).
 */
import type { ErrorReport } from '../kernel/errors.ts';

/** A file that a person chose or dropped; the page never learns where it lies. */
export interface ChosenFile {
  readonly grant: string;
  /** For people to recognise. */
  readonly name: string;
  readonly sizeBytes: number;
}

/** What the shell answers. Errors cross as values: thrown ones would lose their code on the way into the page. */
export type ShellAnswer<Out> =
  | { readonly ok: true; readonly out: Out }
  | { readonly ok: false; readonly error: ErrorReport };

/** What the shell asks of the page by itself. */
export type ShellRequest =
  /** A workspace was opened from the system: show it. */
  | { readonly kind: 'openWorkspace'; readonly id: string }
  /** A link names a screen; null is a screen of the program. */
  | { readonly kind: 'goTo'; readonly workspace: string | null; readonly screen: string }
  /** Files were given on the command line: ask whether to import them, and where to. */
  | { readonly kind: 'offerEvidence'; readonly files: readonly ChosenFile[] }
  | { readonly kind: 'sayFailed'; readonly what: string; readonly error: ErrorReport };

export interface ShellDescription {
  /** Whether the system encrypts what is kept as a secret; `none` means that no secret is kept. */
  readonly secretProtection: 'system' | 'none';
}

export type EvidenceKind = 'files' | 'folder';

/** What the preload script puts on the window as `vedette`: functions, and nothing else. */
export interface DesktopBridge {
  /** Asks for a new port to the engine; it comes as a message to this window. */
  connect(): void;
  /** The grant of a dropped or chosen file. */
  grant(file: File): Promise<ShellAnswer<string>>;
  /** Lets a person choose evidence; empty where they chose nothing. */
  chooseEvidence(kind: EvidenceKind): Promise<ShellAnswer<readonly ChosenFile[]>>;
  /** Lets a person choose a workspace; its id, or null. */
  openWorkspace(): Promise<ShellAnswer<string | null>>;
  /** Lets a person say where a new workspace goes; its id, or null. */
  newWorkspace(): Promise<ShellAnswer<string | null>>;
  /** Opens a page of an allowed site in the browser, once the person confirms; false where they did not. */
  openExternal(url: string): Promise<ShellAnswer<boolean>>;
  /** Pages have no permission for the clipboard. */
  copyText(text: string): Promise<ShellAnswer<null>>;
  describe(): Promise<ShellAnswer<ShellDescription>>;
  /** Commands of the menus, by id; the result stops listening. */
  onCommand(listener: (id: string) => void): () => void;
  /** What was asked before the page listened is told now. */
  onRequest(listener: (request: ShellRequest) => void): () => void;
}

/** The message to the window that carries the port. */
export const PORT_MESSAGE = 'vedette:port';

/** From the page to the shell, each answered. */
export const SHELL_CALLS = {
  connect: 'vedette:connect',
  grant: 'vedette:grant',
  chooseEvidence: 'vedette:choose-evidence',
  openWorkspace: 'vedette:open-workspace',
  newWorkspace: 'vedette:new-workspace',
  openExternal: 'vedette:open-external',
  copyText: 'vedette:copy-text',
  describe: 'vedette:describe',
  ready: 'vedette:ready',
} as const;

/** From the shell to the page. */
export const SHELL_MESSAGES = {
  port: PORT_MESSAGE,
  command: 'vedette:command',
  request: 'vedette:request',
} as const;
