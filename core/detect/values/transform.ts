/** Modifiers that turn a value into other values, applied in the order in which the rule writes them. */
import type { Pattern } from '../predicate.ts';
import { invalid, unsupported } from '../refusal.ts';
import { isDash, WINDOWS_DASHES } from './folding.ts';
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

/** Five kinds of dash in four places; further ones would make more values than any rule means. */
const MAX_DASH_FORMS = WINDOWS_DASHES.length ** 4;

/** A value on its way: text with wildcards, or bytes after one of the UTF-16 modifiers. */
type Draft = { readonly isBytes: boolean; readonly pattern: Pattern };

/** All patterns that `text` stands for; placeholders have been resolved before. Throws a `Refusal`. */
export function transformText(text: string, transforms: readonly Transform[]): Pattern[] {
  let drafts: Draft[] = [{ isBytes: false, pattern: parsePattern(text) }];
  for (const transform of transforms) {
    drafts =
      transform === 'windash' && !comparesDashes(transforms)
        ? drafts.flatMap(dashForms)
        : drafts.flatMap((draft) => applyTransform(draft, transform));
  }
  return drafts.map((draft) => draft.pattern);
}

/**
 * Whether `windash` is a way of comparing. Before an encoding it cannot be, because encoded text holds no dashes any
 * more: then every form of the value is encoded on its own.
 */
export function comparesDashes(transforms: readonly Transform[]): boolean {
  const at = transforms.indexOf('windash');
  return at !== -1 && !transforms.slice(at).some((later) => later in WIDE || later.startsWith('base64'));
}

function dashForms(draft: Draft): Draft[] {
  const forms = draft.pattern.map((part) => (typeof part === 'string' ? textForms(part) : [part]));
  let patterns: Pattern[] = [[]];
  for (const pieces of forms) {
    if (patterns.length * pieces.length > MAX_DASH_FORMS) throw tooManyForms();
    patterns = patterns.flatMap((pattern) => pieces.map((piece) => [...pattern, piece]));
  }
  return patterns.map((pattern) => ({ ...draft, pattern }));
}

function textForms(text: string): string[] {
  let forms = [''];
  for (const char of text) {
    const choices = isDash(char) ? WINDOWS_DASHES : [char];
    if (forms.length * choices.length > MAX_DASH_FORMS) throw tooManyForms();
    forms = forms.flatMap((form) => choices.map((choice) => form + choice));
  }
  return forms;
}

function tooManyForms(): Error {
  return unsupported(`\`windash\` before an encoding would make more than ${MAX_DASH_FORMS} values`);
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
