/** What can be done with an alert in any list of this screen, and how it is opened: its first event, with the keys there. */
import { useQueryClient } from '@tanstack/react-query';
import { useEngine, useWorkspaceId } from '../../app/engine/queries.tsx';
import { say, sayFailed } from '../../app/toasts.ts';
import { copyText } from '../../ui/states.tsx';
import type { MenuAction } from '../../ui/menu.tsx';
import { alertActionsOf } from './commands.ts';
import { focusAlert } from './focus.ts';
import { useIncident } from './incident-context.ts';

interface OpenAlert {
  openFirst(alertId: string): void;
  actionsOf(alertId: string): readonly MenuAction[];
}

export function useOpenAlert(): OpenAlert {
  const scope = useIncident();
  const engine = useEngine();
  const workspace = useWorkspaceId();
  const queries = useQueryClient();

  async function openFirst(alertId: string): Promise<void> {
    if (scope.alertId !== alertId) scope.select(alertId);
    const input = { id: alertId, limit: 100 };
    try {
      const { findings } = await queries.ensureQueryData({
        queryKey: [workspace, 'alerts.read', input],
        queryFn: () => engine.call(workspace as never, 'alerts.read', input),
      });
      const eventId = findings.find((finding) => finding.eventId !== null)?.eventId ?? null;
      if (eventId === null) {
        say('No event is stored for this alert: another tool submitted it');
        focusAlert();
      } else scope.openEvent(eventId, true);
    } catch (error) {
      sayFailed('The alert could not be opened', error);
    }
  }

  return {
    openFirst: (alertId) => void openFirst(alertId),
    actionsOf: (alertId) => [
      { id: 'list.open', title: 'Open its first event', keys: ['Enter'], run: () => void openFirst(alertId) },
      ...alertActionsOf({ ...scope, alertId }),
      { id: 'incident.copyAlert', title: 'Copy the id of the alert', run: () => copyText(alertId) },
    ],
  };
}
