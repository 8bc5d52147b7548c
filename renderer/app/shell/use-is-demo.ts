/** Whether the workspace on screen holds made-up events. */
import { useQuery } from '@tanstack/react-query';
import { useEngine } from '../engine/queries.tsx';
import { usePlace } from '../router.ts';

export function useIsDemo(): boolean {
  const { workspace } = usePlace();
  const client = useEngine();
  const { data } = useQuery({
    queryKey: [workspace, 'workspace.countAll', {}],
    queryFn: ({ signal }) => client.call(workspace as never, 'workspace.countAll', {}, { signal }),
    enabled: workspace !== null,
  });
  return data?.isDemo === true;
}
