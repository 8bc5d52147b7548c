/** How Windows writes times, numbers and hashes into event data. */

/** `2026-03-11T07:32:10.123456Z`. */
export function formatTime(timeUs: number): string {
  const whole = new Date(Math.floor(timeUs / 1_000)).toISOString().slice(0, -1);
  return `${whole}${String(timeUs % 1_000).padStart(3, '0')}Z`;
}

/** `2026-03-11 07:32:10.123`, as Sysmon writes UtcTime. */
export function formatSysmonTime(timeUs: number): string {
  return new Date(Math.floor(timeUs / 1_000)).toISOString().slice(0, -1).replace('T', ' ');
}

export function hex(value: number): string {
  return `0x${value.toString(16)}`;
}

export function fileNameOf(path: string): string {
  return path.slice(path.lastIndexOf('\\') + 1);
}

export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('\\') + 1);
}

/**
 * Replaces `{{base64:TEXT}}` by the Base64 of TEXT in UTF-16LE, so that a scenario shows in clear what PowerShell would
 * be given encoded.
 */
export function expandEncoded(text: string): string {
  return text.replace(/\{\{base64:(.*?)\}\}/gs, (_whole, clear: string) =>
    Buffer.from(clear, 'utf16le').toString('base64'),
  );
}
