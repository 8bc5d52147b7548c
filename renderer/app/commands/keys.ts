/** From key presses to commands: single keys, chords and sequences such as `g q`. */

/** How long the second key of a sequence is waited for. */
export const SEQUENCE_MS = 900;

const isMac = navigator.platform.startsWith('Mac');

/** One press as keys are written in commands: `Mod+k`, `Shift+f`, `j`, `?`, `Enter`. */
export function pressOf(event: KeyboardEvent): string | null {
  const { key } = event;
  if (key === 'Control' || key === 'Shift' || key === 'Alt' || key === 'Meta' || key === 'Dead') return null;
  const isLetter = key.length === 1 && key.toLowerCase() !== key.toUpperCase();
  const parts = [];
  if (isMac ? event.metaKey : event.ctrlKey) parts.push('Mod');
  if (event.altKey) parts.push('Alt');
  // A sign such as `?` has its shift in itself.
  if (event.shiftKey && (isLetter || key.length > 1)) parts.push('Shift');
  parts.push(key === ' ' ? 'Space' : isLetter ? key.toLowerCase() : key);
  return parts.join('+');
}

/** Whether what has the focus takes text, so that no single key may act. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return (
    target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'range', 'submit'].includes(target.type)
  );
}

/** For people: `⌘K` on a Mac, `Ctrl K` elsewhere, `G then Q` for a sequence. */
export function keyText(keys: string): string {
  return keys.split(' ').map(pressText).join(' then ');
}

const NAMES: Readonly<Record<string, string>> = {
  ArrowDown: '↓',
  ArrowUp: '↑',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
};

function pressText(press: string): string {
  const parts = press.split('+').map((part) => {
    if (part === 'Mod') return isMac ? '⌘' : 'Ctrl';
    return NAMES[part] ?? (part.length === 1 ? part.toUpperCase() : part);
  });
  return parts.join(isMac ? '' : ' ');
}
