/** What lies over the screen at the moment; one at a time. */
import { create } from 'zustand';

interface OverlayStore {
  readonly open: 'palette' | 'shortcuts' | 'jobs' | null;
}

export const useOverlay = create<OverlayStore>(() => ({ open: null }));

export function showOverlay(open: OverlayStore['open']): void {
  useOverlay.setState({ open });
}
