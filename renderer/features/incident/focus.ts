/** Where the keys go after something was opened or closed; after the next drawing, when it is there. */

/** For as many frames as an answer may take, and not so long that it would come as a surprise. */
const FRAMES = 60;

function later(find: () => HTMLElement | null, frames = FRAMES): void {
  requestAnimationFrame(() => {
    const found = find();
    if (found !== null) found.focus({ preventScroll: true });
    else if (frames > 0) later(find, frames - 1);
  });
}

/** The list of the tab, or what stands for it. */
export function focusList(): void {
  later(() =>
    document.querySelector<HTMLElement>('[data-incident-tabs] [role="grid"], [data-incident-tabs] [role="treegrid"]'),
  );
}

/** The alert in the detail pane, so that arrows scroll it and Tab goes through it. */
export function focusAlert(): void {
  later(() => document.querySelector<HTMLElement>('[data-incident-side] [data-incident-pane]'));
}

/** The views of the event in the detail pane. */
export function focusEvent(): void {
  later(() => document.querySelector<HTMLElement>('[data-incident-side] [role="tab"][aria-selected="true"]'));
}

/** The field of the tab that takes text. */
export function focusWriting(): void {
  later(() => document.querySelector<HTMLElement>('[data-incident-tabs] [data-writing] :is(textarea, input)'));
}
