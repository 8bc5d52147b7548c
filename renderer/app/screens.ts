/** The screens, in the order of the rail. Each is fetched when it is first gone to. */
import { House, ListFilter, Search, type LucideIcon } from 'lucide-react';
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
];

export function screenOf(id: string): Screen | undefined {
  return SCREENS.find((screen) => screen.id === id);
}
