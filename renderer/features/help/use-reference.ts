/** The offline reference, which belongs to the program and is there without a workspace too. */
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { PageOutput } from '../../../core/contract/page.ts';
import { useEngine } from '../../app/engine/queries.tsx';

export type Reference = PageOutput<'help.readReference'>;

export function useReference(): UseQueryResult<Reference> {
  const client = useEngine();
  return useQuery({
    queryKey: ['app', 'help.readReference'],
    // A method of workspaces by its domain; the engine answers it without one.
    queryFn: ({ signal }) => client.call(null as unknown as string, 'help.readReference', {}, { signal }),
  });
}
