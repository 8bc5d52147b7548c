/**
 * Lays out JSON and XML over lines. Only spaces between pieces change: numbers keep their digits, keys that stand twice stay,
 * texts keep their escapes. Reading and writing the values anew would show something that the record does not say.
 */
const STEP = '  ';

/** Null where the text is not JSON, or so long that it is better read as it is. */
export function prettyJson(text: string): string | null {
  try {
    JSON.parse(text);
  } catch {
    return null;
  }
  let out = '';
  let depth = 0;
  const newLine = (): string => `\n${STEP.repeat(depth)}`;
  for (const [piece] of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s"{}[\],:]+/gs)) {
    if (piece === '{' || piece === '[') {
      depth++;
      out += piece + newLine();
    } else if (piece === '}' || piece === ']') {
      depth--;
      const isEmpty = /[{[]\s*$/.test(out.slice(-(depth + 2) * STEP.length - 2));
      out = isEmpty ? out.trimEnd() + piece : out + newLine() + piece;
    } else if (piece === ',') out += piece + newLine();
    else out += piece === ':' ? ': ' : piece;
  }
  return out;
}

/** Null where there is nothing to lay out. Texts between tags stay on the tag's line. */
export function prettyXml(text: string): string | null {
  const pieces = text.match(/<!--.*?-->|<!\[CDATA\[.*?\]\]>|<[^>]*>|[^<]+/gs) ?? [];
  if (!text.trimStart().startsWith('<')) return null;
  const lines: string[] = [];
  let depth = 0;
  /** The last line is an opening tag, or one and its text. */
  let isOpen = false;
  for (const piece of pieces) {
    const isTag = piece.startsWith('<') && !piece.startsWith('<!');
    if (piece.trim() === '') continue;
    if (isTag && piece.startsWith('</')) {
      depth = Math.max(0, depth - 1);
      if (isOpen) lines.push(lines.pop()! + piece);
      else lines.push(STEP.repeat(depth) + piece);
      isOpen = false;
    } else if (isTag) {
      lines.push(STEP.repeat(depth) + piece);
      isOpen = !piece.endsWith('/>') && !piece.startsWith('<?');
      if (isOpen) depth++;
    } else if (isOpen) lines.push(lines.pop()! + piece);
    else lines.push(STEP.repeat(depth) + piece.trim());
  }
  return lines.join('\n');
}

const ROW_BYTES = 16;

/** `00000010  4d 5a …  |MZ…|`, as hexdump writes it. */
export function hexLines(bytes: Uint8Array): string {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += ROW_BYTES) {
    const row = [...bytes.subarray(at, at + ROW_BYTES)];
    const hex = row.map((byte) => byte.toString(16).padStart(2, '0'));
    const halves = [hex.slice(0, 8).join(' '), hex.slice(8).join(' ')].join('  ');
    const text = row.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('');
    lines.push(`${at.toString(16).padStart(8, '0')}  ${halves.padEnd(48)}  |${text}|`);
  }
  return lines.join('\n');
}
