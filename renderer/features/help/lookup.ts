/** Those of `all` in which every word of `text` stands somewhere; all of them for an empty one. */
export function found<One>(
  all: readonly One[],
  text: string,
  textsOf: (one: One) => readonly string[],
): readonly One[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return all;
  return all.filter((one) => {
    const texts = textsOf(one).join('\n').toLowerCase();
    return words.every((word) => texts.includes(word));
  });
}
