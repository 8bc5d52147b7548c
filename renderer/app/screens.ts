/** The screens, in the order of the rail. Each is fetched when it is first gone to. */
import { House, ListFilter, Search, Shapes, type LucideIcon } from 'lucide-react';
import { lazy, type ComponentType } from 'react';

export interface Screen {
  readonly id: string;
  readonly title: string;
  readonly icon: LucideIcon;
  /** Pressed after `g`. */
  readonly key: string;
  /** Whether it is about a workspace, or about the program. */
  readonly isOfWorkspace: boolean;
  /** Not in the rail: reached from what it is about. */
  readonly isHidden?: boolean;
  readonly view: ComponentType;
}

/** Our components in all their states: for those who build screens, so it has to be asked for (`/gallery?gallery=1`). */
const GALLERY: Screen = {
  id: 'gallery',
  title: 'Gallery',
  icon: Shapes,
  key: 'G',
  isOfWorkspace: false,
  isHidden: true,
  view: lazy(() => import('../features/gallery/gallery.tsx').then(({ Gallery }) => ({ default: Gallery }))),
};

const hasGallery = import.meta.env.DEV || new URLSearchParams(location.search).has('gallery');

export const SCREENS: readonly Screen[] = [
  {
    id: 'home',
    title: 'Home',
    icon: House,
    key: 'h',
    isOfWorkspace: false,
    view: lazy(() => import('../features/home/home.tsx').then(({ Home }) => ({ default: Home }))),
  },
  {
    id: 'queue',
    title: 'Queue',
    icon: ListFilter,
    key: 'q',
    isOfWorkspace: true,
    view: lazy(() => import('../features/queue/queue.tsx').then(({ Queue }) => ({ default: Queue }))),
  },
  {
    id: 'explore',
    title: 'Explore',
    icon: Search,
    key: 'e',
    isOfWorkspace: true,
    view: lazy(() => import('../features/explore/explore.tsx').then(({ Explore }) => ({ default: Explore }))),
  },
  ...(hasGallery ? [GALLERY] : []),
];

export function screenOf(id: string): Screen | undefined {
  return SCREENS.find((screen) => screen.id === id);
}
