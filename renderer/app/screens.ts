/** The screens, in the order of the rail. Each is fetched when it is first gone to. */
import {
  CircleHelp,
  Database,
  Fingerprint,
  Flag,
  Grid3x3,
  HeartPulse,
  House,
  ListFilter,
  ScrollText,
  Search,
  Settings2,
  Shapes,
  ShieldAlert,
  type LucideIcon,
} from 'lucide-react';
import { lazy, type ComponentType } from 'react';

export interface Screen {
  readonly id: string;
  readonly title: string;
  readonly icon: LucideIcon;
  /** Pressed after `g`. */
  readonly key: string;
  /** Whether it is about a workspace, or about the program. */
  readonly isOfWorkspace: boolean;
  /** Belongs to the program and is shown beside a workspace as well, without leaving it. */
  readonly isOfBoth?: boolean;
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
  {
    id: 'detections',
    title: 'Detections',
    icon: ShieldAlert,
    key: 'd',
    isOfWorkspace: true,
    view: lazy(() =>
      import('../features/detections/detections.tsx').then(({ Detections }) => ({ default: Detections })),
    ),
  },
  {
    id: 'attack',
    title: 'ATT&CK',
    icon: Grid3x3,
    key: 'a',
    isOfWorkspace: true,
    view: lazy(() => import('../features/attack/attack.tsx').then(({ Attack }) => ({ default: Attack }))),
  },
  {
    id: 'intel',
    title: 'Intel',
    icon: Fingerprint,
    key: 'i',
    isOfWorkspace: true,
    view: lazy(() => import('../features/intel/intel.tsx').then(({ Intel }) => ({ default: Intel }))),
  },
  {
    id: 'sources',
    title: 'Sources',
    icon: Database,
    key: 's',
    isOfWorkspace: true,
    view: lazy(() => import('../features/sources/sources.tsx').then(({ Sources }) => ({ default: Sources }))),
  },
  {
    id: 'audit',
    title: 'Audit',
    icon: ScrollText,
    key: 'l',
    isOfWorkspace: true,
    view: lazy(() => import('../features/audit/audit.tsx').then(({ Audit }) => ({ default: Audit }))),
  },
  {
    id: 'health',
    title: 'Health',
    icon: HeartPulse,
    key: 'o',
    isOfWorkspace: true,
    view: lazy(() => import('../features/health/health.tsx').then(({ Health }) => ({ default: Health }))),
  },
  {
    id: 'settings',
    title: 'Settings',
    icon: Settings2,
    key: ',',
    isOfWorkspace: false,
    isOfBoth: true,
    view: lazy(() => import('../features/settings/settings.tsx').then(({ Settings }) => ({ default: Settings }))),
  },
  {
    id: 'help',
    title: 'Help',
    icon: CircleHelp,
    key: '?',
    isOfWorkspace: false,
    isOfBoth: true,
    view: lazy(() => import('../features/help/help.tsx').then(({ Help }) => ({ default: Help }))),
  },
  {
    id: 'incident',
    title: 'Incident',
    icon: Flag,
    key: '',
    isOfWorkspace: true,
    isHidden: true,
    view: lazy(() =>
      import('../features/incident/incident.tsx').then(({ IncidentScreen }) => ({ default: IncidentScreen })),
    ),
  },
  ...(hasGallery ? [GALLERY] : []),
];

export function screenOf(id: string): Screen | undefined {
  return SCREENS.find((screen) => screen.id === id);
}

/** Whether a screen can be shown with or without a workspace. */
export function fitsPlace({ isOfWorkspace, isOfBoth = false }: Screen, workspace: string | null): boolean {
  return isOfBoth || isOfWorkspace === (workspace !== null);
}
