/** The one listener for keys. */
import { commandsInReach, keysOf, type Command } from './command.ts';
import { isTyping, pressOf, SEQUENCE_MS } from './keys.ts';

/** Starts listening; the result stops it. */
export function listenToKeys(): () => void {
  let begun: { readonly press: string; readonly atMs: number } | null = null;

  function onKey(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing) return;
    const press = pressOf(event);
    if (press === null) return;
    const isChord = press.startsWith('Mod+') || press.startsWith('Alt+') || press === 'Escape';
    // The editors live in a shadow of their own, from which the event says only where it left it.
    if (isTyping(event.composedPath()[0] ?? null) && !isChord) return;
    // A dialog has its own keys; what lies behind it must not act.
    if (document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"]') !== null && !isChord) return;
    const now = performance.now();
    const sequence = begun !== null && now - begun.atMs < SEQUENCE_MS ? `${begun.press} ${press}` : press;
    begun = null;
    const command = find(sequence) ?? find(press);
    if (command !== undefined) {
      event.preventDefault();
      command.run();
    } else if (startsSequence(press)) {
      begun = { press, atMs: now };
    }
  }

  window.addEventListener('keydown', onKey);
  return () => window.removeEventListener('keydown', onKey);
}

function find(keys: string): Command | undefined {
  return commandsInReach().find((command) => command.whyNot == null && keysOf(command).includes(keys));
}

function startsSequence(press: string): boolean {
  return commandsInReach().some((command) => keysOf(command).some((keys) => keys.startsWith(`${press} `)));
}
