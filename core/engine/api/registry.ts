/**
 * The one door to everything that can be asked of a workspace or done to it. Input and output are parsed by the contract;
 * a change runs in one transaction with its audit row, so that neither exists without the other. Whoever wants to be
 * sure what can happen to a workspace reads the contract.
 */
import type { Contract, InputOf, MethodContract, OutputOf } from '../../contract/method.ts';
import { withContext } from '../../kernel/context.ts';
import { reportOf, VedetteError, type ErrorReport } from '../../kernel/errors.ts';
import { newUuid } from '../../kernel/ids.ts';
import { noProgress, type OnProgress } from '../progress.ts';
import { recorded } from '../recorded.ts';
import type { Changed, HandlerContext, JobContext } from './handler.ts';
import type { WritableDb } from '../../store/database.ts';

/** Who calls, and how to reach them while the work goes on. */
export interface Caller {
  /** The operator's name, as it stands in the audit log. */
  readonly actor: string;
  /** Ties log lines and audit rows of one request together; made up where it is left out. */
  readonly correlationId?: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: OnProgress;
  readonly onStep?: (step: string) => void;
  readonly onFusion?: () => void;
}

export interface Api<Methods extends Contract> {
  /** Throws `VedetteError`: `E_INPUT_INVALID` for a wrong input, `E_CANCELLED`, and what the method's work throws. */
  call<Name extends keyof Methods & string>(
    name: Name,
    input: InputOf<Methods[Name]>,
    caller: Caller,
  ): Promise<OutputOf<Methods[Name]>>;
  /** The same for a message from another process, which may hold anything; never throws. */
  answer(name: string, input: unknown, caller: Caller): Promise<Answer>;
}

export type Answer = { readonly ok: true; readonly out: unknown } | { readonly ok: false; readonly error: ErrorReport };

/** Handlers as they are registered: by domain, each under its method's name. */
export type HandlerSet = Readonly<Record<string, unknown>>;

type AnyQuery = (input: unknown, context: HandlerContext) => unknown;
type AnyChange = (input: unknown, db: WritableDb, context: HandlerContext) => Changed<unknown>;
type AnyJob = (input: unknown, context: JobContext) => Promise<unknown>;

/** Throws where a method has no handler or two, and where a handler answers to no method. */
export function createApi<Methods extends Contract>(
  contract: Methods,
  domains: readonly HandlerSet[],
  context: HandlerContext,
): Api<Methods> {
  const handlers = collect(contract, domains);

  async function run(name: string, input: unknown, caller: Caller): Promise<unknown> {
    const method = Object.hasOwn(contract, name) ? (contract as Contract)[name as `${string}.${string}`] : undefined;
    if (method === undefined) throw new VedetteError('E_INPUT_INVALID', `There is no method ${JSON.stringify(name)}`);
    const parsed = parseInput(name, method, input);
    const signal = caller.signal ?? new AbortController().signal;
    if (signal.aborted) throw new VedetteError('E_CANCELLED', `${name} was cancelled before it began`);
    const handler = handlers.get(name);
    if (method.kind === 'query') return method.out.parse(await (handler as AnyQuery)(parsed, context));
    if (method.kind === 'change') return change(name, method, handler as AnyChange, parsed);
    const { onProgress = noProgress, onStep = () => {}, onFusion = () => {} } = caller;
    return method.out.parse(await (handler as AnyJob)(parsed, { ...context, signal, onProgress, onStep, onFusion }));
  }

  /** The output is parsed before the commit: a change whose answer is wrong does not happen. */
  function change(name: string, method: MethodContract, handler: AnyChange, input: unknown): unknown {
    const db = context.workspace.writer();
    return recorded(db, context.clock, name, () => {
      const { out, change: recordedChange } = handler(input, db, context);
      return { result: method.out.parse(out), change: recordedChange };
    });
  }

  function bound(name: string, input: unknown, caller: Caller): Promise<unknown> {
    const correlationId = caller.correlationId ?? newUuid(context.clock);
    return withContext({ correlation_id: correlationId, user_id: caller.actor }, () => run(name, input, caller));
  }

  return {
    call: (name, input, caller) => bound(name, input, caller) as Promise<OutputOf<Methods[typeof name]>>,
    answer: async (name, input, caller) => {
      const correlationId = caller.correlationId ?? newUuid(context.clock);
      try {
        return { ok: true, out: await bound(name, input, { ...caller, correlationId }) };
      } catch (thrown) {
        const error = reportOf(thrown);
        if (error.code !== 'E_INTERNAL') return { ok: false, error };
        const logged = { correlation_id: correlationId, method: name, message: error.message };
        context.log.error('api.call_failed', logged);
        return { ok: false, error: { ...error, logId: correlationId } };
      }
    },
  };
}

function collect(contract: Contract, domains: readonly HandlerSet[]): ReadonlyMap<string, unknown> {
  const handlers = new Map<string, unknown>();
  for (const [name, handler] of domains.flatMap((domain) => Object.entries(domain))) {
    if (!Object.hasOwn(contract, name)) throw new Error(`${name} has a handler and is not in the contract`);
    if (handlers.has(name)) throw new Error(`${name} has two handlers`);
    handlers.set(name, handler);
  }
  const missing = Object.keys(contract).filter((name) => !handlers.has(name));
  if (missing.length > 0) throw new Error(`without a handler: ${missing.join(', ')}`);
  return handlers;
}

function parseInput(name: string, method: MethodContract, input: unknown): unknown {
  const parsed = method.in.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new VedetteError('E_INPUT_INVALID', `${name}: ${parsed.error.issues.map(problemText).join('; ')}`);
}

function problemText({ path, message }: { readonly path: readonly PropertyKey[]; readonly message: string }): string {
  return path.length === 0 ? message : `${path.join('.')}: ${message}`;
}
