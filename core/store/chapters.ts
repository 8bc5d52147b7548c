/**
 * A chapter is a fixed number of neighbouring ids, a quarter of a segment. Who is mentioned in it is written down once, in
 * a register, as soon as an event of a later chapter comes; see `registers.ts`.
 */

/** 8,192 events: few enough to read one by one, which is what the last chapter takes. */
const CHAPTER_BITS = 13;

export const CHAPTER_EVENTS = 2 ** CHAPTER_BITS;

export function chapterOf(eventId: number): number {
  return Math.floor(eventId / CHAPTER_EVENTS);
}

/** Ids of a chapter, both ends included. */
export function idsOfChapter(chapter: number): { readonly fromId: number; readonly toId: number } {
  return { fromId: chapter * CHAPTER_EVENTS, toId: (chapter + 1) * CHAPTER_EVENTS - 1 };
}
