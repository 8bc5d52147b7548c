/** A check of XML for tests: tags that match, markup only where markup is allowed. */
const TOKEN =
  /<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<(\/?)([\p{L}_:][\p{L}\p{N}_:.-]*)((?:\s+[\p{L}_:][\p{L}\p{N}_:.-]*="[^"<]*")*)(\/?)>/gu;
const REFERENCE = /&(?:lt|gt|amp|quot|apos|#\d+);/g;

/** Null where `xml` is well-formed, else what is wrong with it. */
export function xmlFault(xml: string): string | null {
  const open: string[] = [];
  let end = 0;
  for (const token of xml.matchAll(TOKEN)) {
    if (!isPlainText(xml.slice(end, token.index))) return `markup in text before ${token.index}`;
    end = token.index + token[0].length;
    const [, close, name, attributes, empty] = token;
    if (name === undefined) continue;
    if (attributes!.replaceAll(REFERENCE, '').includes('&')) return `bare & in <${name}>`;
    if (close === '/') {
      if (open.pop() !== name) return `</${name}> closes nothing`;
    } else if (empty !== '/') open.push(name);
  }
  if (!isPlainText(xml.slice(end))) return 'markup in text at the end';
  return open.length === 0 ? null : `<${open.at(-1)}> is not closed`;
}

function isPlainText(text: string): boolean {
  // oxlint-disable-next-line no-control-regex
  return !/[<&\0-\x08\x0b\x0c\x0e-\x1f]/.test(text.replaceAll(REFERENCE, ''));
}
