/** Icons as we draw them: 16 px, a thin stroke, never alone without a label or tooltip. */
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

export function Icon({ of: Shape, size = 16 }: { readonly of: LucideIcon; readonly size?: number }): ReactNode {
  return <Shape size={size} strokeWidth={1.5} aria-hidden="true" focusable="false" />;
}
