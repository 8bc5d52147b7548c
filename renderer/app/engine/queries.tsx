/**
 * How screens ask the engine: one hook for questions, one for changes. Answers are kept by workspace, method and input, and
 * asked again when the engine says that the workspace changed.
 */
import {
  QueryClient,
  QueryClientProvider,
  useInfiniteQuery,
  useMutation,
  useQuery,
  keepPreviousData,
  type UseInfiniteQueryResult,
  type UseMutationResult,
  type UseQueryResult,
  type InfiniteData,
} from '@tanstack/react-query';
import { createContext, use, type ReactNode } from 'react';
import type { AppMethod, PageInput, PageMethod, PageOutput } from '../../../core/contract/page.ts';
import { EngineError, type CallOptions, type EngineClient } from './client.ts';
import { useEngineStore } from './engine-store.ts';

type WorkspaceMethod = Exclude<PageMethod, AppMethod>;

const EngineContext = createContext<EngineClient | null>(null);
const WorkspaceContext = createContext<string | null>(null);

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // The engine says when something changed; nothing becomes old by itself.
        staleTime: Infinity,
        retry: (count, error) => count < 3 && error instanceof EngineError && error.report.code === 'E_ENGINE_STOPPED',
        retryDelay: 400,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  });
}

/** Starts the client and lets what it hears reach the cache and the store. */
export function connect(client: EngineClient, queries: QueryClient): void {
  client.start({
    onState: (state) => {
      const before = useEngineStore.getState().state;
      useEngineStore.setState({ state });
      if (state.kind === 'up' && before.kind !== 'up') void queries.invalidateQueries();
    },
    onJobs: (jobs) => useEngineStore.setState({ jobs }),
    onChanged: (workspace) => void queries.invalidateQueries({ queryKey: [workspace] }),
    onAppChanged: () => void queries.invalidateQueries({ queryKey: ['app'] }),
  });
}

export function EngineProvider(props: {
  readonly client: EngineClient;
  readonly queries: QueryClient;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <EngineContext value={props.client}>
      <QueryClientProvider client={props.queries}>{props.children}</QueryClientProvider>
    </EngineContext>
  );
}

/** Everything inside is about this workspace. */
export function WorkspaceProvider(props: { readonly id: string; readonly children: ReactNode }): ReactNode {
  return <WorkspaceContext value={props.id}>{props.children}</WorkspaceContext>;
}

export function useEngine(): EngineClient {
  const client = use(EngineContext);
  if (client === null) throw new Error('useEngine outside of EngineProvider');
  return client;
}

export function useWorkspaceId(): string {
  const id = use(WorkspaceContext);
  if (id === null) throw new Error('useWorkspaceId outside of WorkspaceProvider');
  return id;
}

/** A question about the program itself. */
export function useAppQuery<Name extends AppMethod>(
  method: Name,
  input: PageInput<Name>,
): UseQueryResult<PageOutput<Name>> {
  const client = useEngine();
  return useQuery({
    queryKey: ['app', method, input],
    queryFn: ({ signal }) => client.call(null as never, method, input, { signal }),
  });
}

interface AskOptions {
  /** Shows the answer to the last question until the new one is there. */
  readonly keepsPrevious?: boolean;
  readonly onPartial?: CallOptions['onPartial'];
}

/** A question about the workspace; null asks nothing. */
export function useAsk<Name extends WorkspaceMethod>(
  method: Name,
  input: PageInput<Name> | null,
  { keepsPrevious = false, onPartial }: AskOptions = {},
): UseQueryResult<PageOutput<Name>> {
  const client = useEngine();
  const workspace = useWorkspaceId();
  return useQuery({
    queryKey: [workspace, method, input],
    queryFn: ({ signal }) =>
      client.call(workspace as never, method, input as PageInput<Name>, {
        signal,
        ...(onPartial === undefined ? {} : { onPartial }),
      }),
    enabled: input !== null,
    ...(keepsPrevious ? { placeholderData: keepPreviousData } : {}),
  }) as UseQueryResult<PageOutput<Name>>;
}

/** Pages of a list, one after the other; `cursorOf` gives where the next starts, null after the last. */
export function useAskPages<Name extends WorkspaceMethod, Cursor>(
  method: Name,
  inputAt: (cursor: Cursor | null) => PageInput<Name>,
  cursorOf: (page: PageOutput<Name>) => Cursor | null,
  { onPartial }: Pick<AskOptions, 'onPartial'> = {},
): UseInfiniteQueryResult<InfiniteData<PageOutput<Name>>> {
  const client = useEngine();
  const workspace = useWorkspaceId();
  return useInfiniteQuery({
    queryKey: [workspace, method, 'pages', inputAt(null)],
    queryFn: ({ signal, pageParam }) =>
      client.call(workspace as never, method, inputAt(pageParam as Cursor | null), {
        signal,
        ...(onPartial === undefined ? {} : { onPartial }),
      }),
    initialPageParam: null as Cursor | null,
    getNextPageParam: (last) => cursorOf(last) ?? undefined,
    placeholderData: keepPreviousData,
  }) as UseInfiniteQueryResult<InfiniteData<PageOutput<Name>>>;
}

/** A change of the workspace; the engine tells everybody else. */
export function useChange<Name extends WorkspaceMethod>(
  method: Name,
): UseMutationResult<PageOutput<Name>, Error, PageInput<Name>> {
  const client = useEngine();
  const workspace = useWorkspaceId();
  return useMutation({ mutationFn: (input: PageInput<Name>) => client.call(workspace as never, method, input) });
}

/** A change of the program itself. */
export function useAppChange<Name extends AppMethod>(
  method: Name,
): UseMutationResult<PageOutput<Name>, Error, PageInput<Name>> {
  const client = useEngine();
  return useMutation({ mutationFn: (input: PageInput<Name>) => client.call(null as never, method, input) });
}
