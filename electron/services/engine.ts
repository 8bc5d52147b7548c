/** The engine as a utility process of the shell: binds the service to Electron's port, once its binaries are known good. */
import type { ToEngine } from '../../core/engine/process/messages.ts';
import { reportOf } from '../../core/kernel/errors.ts';
import { createLog } from '../../core/kernel/log.ts';
import { programPath } from '../../core/kernel/program.ts';
import { checkNatives, nativeTarget, type NativeManifest } from './natives.ts';

/** Filled in when it is built, see electron.vite.config.ts; null where the sources run as they are. */
declare const NATIVE_MANIFEST: NativeManifest | null;

const UNFIT_EXIT = 78;
const { parentPort } = process;

function checked(): boolean {
  // Signing a Mac's program rewrites its binaries, and the system itself then refuses one that was exchanged.
  if (NATIVE_MANIFEST === null || process.platform === 'darwin') return true;
  try {
    checkNatives({ manifest: NATIVE_MANIFEST, placeOf: programPath, target: nativeTarget() });
    return true;
  } catch (error) {
    const { code, message } = reportOf(error);
    createLog('warn').error('engine.unfit', { code, message });
    return false;
  }
}

if (checked()) {
  // Imported only now: importing it loads the binaries.
  const { runEngine } = await import('../../core/engine/process/entry.ts');
  runEngine({
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a process, not a window
    post: (message) => parentPort.postMessage(message),
    onMessage: (listener) => parentPort.on('message', ({ data }: { readonly data: ToEngine }) => listener(data)),
    // A utility process ends with the process that started it.
    onGone: () => {},
  });
} else {
  process.exit(UNFIT_EXIT);
}
