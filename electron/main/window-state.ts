/** Where the window was, kept between starts; one that would lie on a screen that is gone is put where it can be seen. */
import type { BrowserWindow, Display, Rectangle } from 'electron';
import { z } from 'zod';
import type { DataFolder } from '../../core/engine/service/data-folder.ts';

const FILE = 'window.json';
const DEFAULT_SIZE = { width: 1360, height: 860 } as const;
/** So much of the title bar must be in reach of a pointer. */
const LEAST_VISIBLE = { width: 160, height: 40 } as const;
const SAVE_AFTER_MS = 400;

const coordinateSchema = z.number().int().min(-100_000).max(100_000);
const lengthSchema = z.number().int().min(200).max(20_000);
const stateSchema = z.strictObject({
  bounds: z.strictObject({ x: coordinateSchema, y: coordinateSchema, width: lengthSchema, height: lengthSchema }),
  isMaximised: z.boolean(),
});

export interface Placement {
  /** Without a place, the system chooses one. */
  readonly bounds: Rectangle | { readonly width: number; readonly height: number };
  readonly isMaximised: boolean;
}

type Areas = readonly Pick<Display, 'workArea'>[];

/** What was kept, made to fit the screens there are now. */
export function restorePlacement(kept: unknown, displays: Areas): Placement {
  const parsed = stateSchema.safeParse(kept);
  if (!parsed.success) return { bounds: DEFAULT_SIZE, isMaximised: false };
  const { bounds, isMaximised } = parsed.data;
  const isVisible = displays.some(({ workArea }) => isReachable(bounds, workArea));
  if (isVisible) return { bounds, isMaximised };
  const largest = displays
    .map(({ workArea }) => workArea)
    .toSorted((a, b) => b.width * b.height - a.width * a.height)[0];
  const width = Math.min(bounds.width, largest?.width ?? bounds.width);
  const height = Math.min(bounds.height, largest?.height ?? bounds.height);
  return { bounds: { width, height }, isMaximised };
}

function isReachable(bounds: Rectangle, area: Rectangle): boolean {
  const width = Math.min(bounds.x + bounds.width, area.x + area.width) - Math.max(bounds.x, area.x);
  // Only the title bar can be dragged, and it is at the top.
  const isTopInside = bounds.y >= area.y && bounds.y + LEAST_VISIBLE.height <= area.y + area.height;
  return width >= LEAST_VISIBLE.width && isTopInside;
}

export function keptPlacement(data: DataFolder, displays: Areas): Placement {
  return restorePlacement(data.readJson(FILE), displays);
}

type KeptWindow = Pick<BrowserWindow, 'on' | 'getNormalBounds' | 'isMaximized' | 'isMinimized' | 'isDestroyed'>;

/** Writes where `window` is shortly after it was moved, and when it is closed. */
export function keepPlacement(window: KeptWindow, data: DataFolder): void {
  let timer: NodeJS.Timeout | undefined;
  const save = (): void => {
    clearTimeout(timer);
    if (window.isDestroyed() || window.isMinimized()) return;
    data.writeJson(FILE, { bounds: window.getNormalBounds(), isMaximised: window.isMaximized() });
  };
  const saveSoon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(save, SAVE_AFTER_MS);
    timer.unref();
  };
  window.on('resize', saveSoon);
  window.on('move', saveSoon);
  window.on('maximize', saveSoon);
  window.on('unmaximize', saveSoon);
  window.on('close', save);
}
