/** Character and entity references as the text they stand for. */
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** The five of XML; any other stays as written. */
export function entityText(name: string): string {
  return Object.hasOwn(ENTITIES, name) ? ENTITIES[name]! : `&${name};`;
}

/** Half of a surrogate pair stands for nothing, so it stays as written. */
export function charRefText(code: number): string {
  const text = String.fromCharCode(code);
  return text.isWellFormed() ? text : `&#${code};`;
}
