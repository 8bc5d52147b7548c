/** Modifiers that turn a value into other values, applied in the order in which the rule writes them. */
import type { Pattern } from '../predicate.ts';
import { invalid, unsupported } from '../refusal.ts';
import { base64, base64Offsets, utf16, utf16be, utf16le, utf8, type ByteText } from './encoding.ts';
import { literalOf, literalPattern, parsePattern, placePattern } from './pattern.ts';

export const TRANSFORMS = [
  'contains',
  'startswith',
  'endswith',
  'windash',
  'utf16le',
  'wide',
  'utf16be',
  'utf16',
  'base64',
  'base64offset',
  'expand',
] as const;
export type Transform = (typeof TRANSFORMS)[number];

const WIDE: Partial<Record<Transform, (text: string) => ByteText>> = { utf16le, wide: utf16le, utf16be, utf16 };

/** A placeholder: `%name%` whose first percent sign is not escaped. */
const PLACEHOLDER = /(?<!\\)%([^%\s\\]+)%/;

/** A value on its way: text with wildcards, or bytes after one of the UTF-16 modifiers. */
type Draft = { readonly isBytes: boolean; readonly pattern: Pattern };

/** All patterns that `text` stands for. Throws a `Refusal`. */
export function transformText(text: string, transforms: readonly Transform[]): Pattern[] {
  const source = transforms.includes('expand') ? withoutPlaceholders(text) : text;
  let drafts: Draft[] = [{ isBytes: false, pattern: parsePattern(source) }];
  for (const [index, transform] of transforms.entries()) {
    if (
      transform === 'windash' &&
      transforms.slice(index).some((later) => later in WIDE || later.startsWith('base64'))
    ) {
      throw unsupported('`windash` before an encoding is not supported yet');
    }
    drafts = drafts.flatMap((draft) => applyTransform(draft, transform));
  }
  return drafts.map((draft) => draft.pattern);
}

function applyTransform(draft: Draft, transform: Transform): Draft[] {
  switch (transform) {
    case 'contains':
    case 'startswith':
    case 'endswith':
      return [{ ...draft, pattern: placePattern(draft.pattern, transform) }];
    case 'windash': // a way of comparing, see folding
    case 'expand': // resolved before
      return [draft];
    case 'base64':
      return [{ isBytes: false, pattern: literalPattern(base64(bytesOf(draft, transform))) }];
    case 'base64offset':
      return base64Offsets(bytesOf(draft, transform)).map((encoded) => {
        if (encoded === '') throw invalid('the value is too short to be told inside Base64');
        return { isBytes: false, pattern: literalPattern(encoded) };
      });
    default:
      if (draft.isBytes) throw invalid('two UTF-16 modifiers follow each other');
      return [{ isBytes: true, pattern: literalPattern(WIDE[transform]!(plainOf(draft, transform))) }];
  }
}

function bytesOf(draft: Draft, transform: Transform): ByteText {
  const plain = plainOf(draft, transform);
  return draft.isBytes ? plain : utf8(plain);
}

function plainOf(draft: Draft, transform: Transform): string {
  const plain = literalOf(draft.pattern);
  if (plain === null) throw invalid(`\`${transform}\` cannot encode a wildcard`);
  return plain;
}

function withoutPlaceholders(text: string): string {
  const placeholder = PLACEHOLDER.exec(text);
  if (placeholder !== null) throw unsupported(`the placeholder %${placeholder[1]}% has no values`);
  return text.replaceAll('\\%', '%');
}
