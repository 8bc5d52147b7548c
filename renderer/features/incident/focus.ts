/** Where the keys go after something was opened or closed; after the next drawing, when it is there. */

function later(find: () => HTMLElement | null): void {
  // Twice: the first frame draws what was asked for, and what it asks for itself is there in the second.
  requestAnimationFrame(() => requestAnimationFrame(() => find()?.focus({ preventScroll: true })));
}

/** The list of the tab, or what stands for it. */
export function focusList(): void {
  later(() =>
    document.querySelector<HTMLElement>('[data-incident-tabs] [role="grid"], [data-incident-tabs] [role="treegrid"]'),
  );
}

/** The detail pane, so that arrows scroll it and Tab goes through it. */
export function focusPane(): void {
  later(() =>
    document.querySelector<HTMLElement>(
      '[data-incident-side] :is([data-incident-pane], [role="tab"][aria-selected="true"])',
    ),
  );
}

/** The field of the tab that takes text. */
export function focusWriting(): void {
  later(() => document.querySelector<HTMLElement>('[data-incident-tabs] [data-writing] :is(textarea, input)'));
}
