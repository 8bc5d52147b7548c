/**
 * A stand-in for Electron, as much of it as the shell uses, for machines where its binary cannot be had: objects that keep
 * what was set on them and tell events. Nothing of ours is imitated.
 */
import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import type { ShellElectron } from '../../electron/main/shell.ts';
import type { BeforeReadyElectron } from '../../electron/main/before-ready.ts';

/** One end of a channel; what is said to it before it is started waits. */
class FakePort extends EventEmitter {
  other: FakePort | null = null;
  #isStarted = false;
  #waiting: unknown[] = [];

  postMessage(message: unknown): void {
    const copy: unknown = structuredClone(message);
    queueMicrotask(() => this.other?.hear(copy));
  }

  hear(data: unknown): void {
    if (this.#isStarted) this.emit('message', { data });
    else this.#waiting.push(data);
  }

  start(): void {
    this.#isStarted = true;
    for (const data of this.#waiting.splice(0)) this.hear(data);
  }

  close(): void {
    const { other } = this;
    this.other = null;
    if (other === null) return;
    other.other = null;
    other.emit('close');
    this.emit('close');
  }
}

class FakeChannel {
  readonly port1 = new FakePort();
  readonly port2 = new FakePort();

  constructor() {
    this.port1.other = this.port2;
    this.port2.other = this.port1;
  }
}

export class FakeContents extends EventEmitter {
  static lastId = 0;
  readonly id = ++FakeContents.lastId;
  readonly mainFrame = { frameTreeNodeId: this.id * 10, origin: 'app://vedette', url: 'app://vedette/', parent: null };
  readonly sent: { readonly channel: string; readonly message: unknown }[] = [];
  readonly ports: FakePort[] = [];
  reloads = 0;
  openHandler: (details: { readonly url: string }) => unknown = () => ({ action: 'allow' });

  setWindowOpenHandler(handler: (details: { readonly url: string }) => unknown): void {
    this.openHandler = handler;
  }

  send(channel: string, message: unknown): void {
    this.sent.push({ channel, message });
    this.emit('test-sent');
  }

  postMessage(_channel: string, _message: unknown, ports: FakePort[]): void {
    this.ports.push(...ports);
  }

  reload(): void {
    this.reloads++;
  }
}

class FakeWindow extends EventEmitter {
  readonly webContents = new FakeContents();
  readonly options: Electron.BrowserWindowConstructorOptions;
  readonly loaded: string[] = [];
  isShown = false;
  isFront = false;
  isMax = false;

  constructor(options: Electron.BrowserWindowConstructorOptions) {
    super();
    this.options = options;
    FakeElectron.current.windows.push(this);
    FakeElectron.current.app.emit('web-contents-created', {}, this.webContents);
  }

  static getFocusedWindow(): FakeWindow | null {
    return FakeElectron.current.windows.find(({ isFront }) => isFront) ?? null;
  }

  loadURL(url: string): Promise<void> {
    this.loaded.push(url);
    return Promise.resolve();
  }

  show = (): void => void (this.isShown = true);
  focus = (): void => void (this.isFront = true);
  maximize = (): void => void (this.isMax = true);
  restore = (): void => {};
  isFocused = (): boolean => this.isFront;
  isMinimized = (): boolean => false;
  isMaximized = (): boolean => this.isMax;
  isDestroyed = (): boolean => false;
  getNormalBounds = (): Electron.Rectangle => ({ x: 10, y: 20, width: 900, height: 700 });
}

type Handler = (event: unknown, ...args: unknown[]) => Promise<unknown>;

export class FakeElectron {
  static current: FakeElectron;
  readonly app = Object.assign(new EventEmitter(), {
    calls: [] as string[],
    isFirst: true,
    isPackaged: true,
    switches: [] as string[],
    enableSandbox: (): void => void this.app.calls.push('enableSandbox'),
    setPath: (name: string, path: string): void => void this.app.calls.push(`setPath ${name} ${path}`),
    requestSingleInstanceLock: (): boolean => {
      this.app.calls.push('requestSingleInstanceLock');
      return this.app.isFirst;
    },
    commandLine: {
      hasSwitch: (name: string): boolean => this.app.switches.includes(name),
      appendSwitch: (name: string, value?: string): void =>
        void this.app.calls.push(`--${[name, value].filter(Boolean).join('=')}`),
    },
    quit: (): void => void this.app.calls.push('quit'),
  });
  readonly windows: FakeWindow[] = [];
  readonly handlers = new Map<string, Handler>();
  readonly notices: { readonly title: string; readonly body: string }[] = [];
  readonly opened: string[] = [];
  readonly questions: string[] = [];
  readonly copied: string[] = [];
  readonly menus: Electron.MenuItemConstructorOptions[][] = [];
  readonly schemes: unknown[] = [];
  /** What a person answers: the button of a question, the files they choose. */
  answers = { button: 0, files: [] as string[], saveAs: '' };
  page: (request: { readonly method: string; readonly url: string }) => Response = () => new Response();
  readonly session = {
    permission: null as null | ((contents: unknown, permission: string, answer: (isGranted: boolean) => void) => void),
    check: null as null | (() => boolean),
    device: null as null | (() => boolean),
    display: undefined as unknown,
    isSpellChecked: true,
    before: null as null | ((details: { readonly url: string }, answer: (reply: { cancel?: boolean }) => void) => void),
  };

  constructor() {
    FakeElectron.current = this;
  }

  /** As the shell takes it. */
  get electron(): ShellElectron & BeforeReadyElectron {
    const session = {
      setPermissionRequestHandler: (handler: never) => (this.session.permission = handler),
      setPermissionCheckHandler: (handler: never) => (this.session.check = handler),
      setDevicePermissionHandler: (handler: never) => (this.session.device = handler),
      setDisplayMediaRequestHandler: (handler: unknown) => (this.session.display = handler),
      setSpellCheckerEnabled: (isOn: boolean) => (this.session.isSpellChecked = isOn),
      webRequest: { onBeforeRequest: (handler: never) => (this.session.before = handler) },
    };
    const { notices, app } = this;
    const parts = {
      app: this.app,
      BrowserWindow: FakeWindow,
      MessageChannelMain: FakeChannel,
      clipboard: { writeText: (text: string) => this.copied.push(text) },
      dialog: {
        showMessageBox: ({ detail = '' }: Electron.MessageBoxOptions) => {
          this.questions.push(detail);
          return Promise.resolve({ response: this.answers.button, checkboxChecked: false });
        },
        showOpenDialog: () =>
          Promise.resolve({ canceled: this.answers.files.length === 0, filePaths: this.answers.files }),
        showSaveDialog: () => Promise.resolve({ canceled: this.answers.saveAs === '', filePath: this.answers.saveAs }),
      },
      ipcMain: { handle: (channel: string, handler: Handler) => this.handlers.set(channel, handler) },
      Menu: {
        buildFromTemplate: (template: Electron.MenuItemConstructorOptions[]) => (this.menus.push(template), {}),
        setApplicationMenu: () => {},
      },
      Notification: class extends EventEmitter {
        static isSupported = (): boolean => true;
        readonly #notice: { readonly title: string; readonly body: string };
        constructor(notice: { readonly title: string; readonly body: string }) {
          super();
          this.#notice = notice;
        }
        show(): void {
          notices.push({ title: this.#notice.title, body: this.#notice.body });
          app.emit('test-notice');
        }
      },
      protocol: {
        registerSchemesAsPrivileged: (schemes: unknown[]) => {
          this.app.calls.push('registerSchemesAsPrivileged');
          this.schemes.push(...schemes);
        },
        handle: (_scheme: string, handler: never) => (this.page = handler),
      },
      safeStorage: { isEncryptionAvailable: () => false, getSelectedStorageBackend: () => 'basic_text' },
      screen: { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1_920, height: 1_040 } }] },
      session: { defaultSession: session },
      shell: { openExternal: (url: string) => (this.opened.push(url), Promise.resolve()) },
      Tray: class extends EventEmitter {
        setToolTip(): void {}
        setContextMenu(): void {}
        destroy(): void {}
      },
    };
    return parts as unknown as ShellElectron & BeforeReadyElectron;
  }

  /** Calls the shell as the page of this window does. */
  call(window: FakeWindow, channel: string, ...args: unknown[]): Promise<unknown> {
    const { webContents } = window;
    return this.handlers.get(channel)!({ sender: webContents, senderFrame: webContents.mainFrame }, ...args);
  }
}
