/** Processes put into trees, and the same start told by two logs put into one. */
import { US_PER_SECOND, type TimeUs } from '../kernel/time.ts';
import { severityRank, type Severity } from '../model/severity.ts';

export interface ShownProcess {
  /** Canonical name of the process entity. */
  readonly id: string;
  /** Names of the same start in other logs, which cannot know the first. */
  readonly otherIds: readonly string[];
  readonly parentId: string | null;
  readonly image: string;
  readonly commandLine: string | null;
  readonly user: string | null;
  readonly host: string | null;
  readonly startedUs: TimeUs | null;
  readonly eventId: number | null;
  readonly alertIds: readonly string[];
  readonly severity: Severity | null;
}

/** Two logs write one start at nearly the same time. */
const TWIN_GAP_US = US_PER_SECOND;

/**
 * Windows and Sysmon tell the same start under names that have nothing in common. One that nobody is known to have started
 * or to have been started by is put to the one with a parent that ran the same program with the same command line on the
 * same machine at the same time, where there is just one such.
 */
export function withoutTwins(processes: readonly ShownProcess[]): ShownProcess[] {
  const parents = new Set(processes.map(({ parentId }) => parentId));
  const bySame = Map.groupBy(
    processes.filter(({ parentId }) => parentId !== null),
    sameKey,
  );
  const kept = new Map(processes.map((one) => [one.id, one]));
  for (const one of processes) {
    const { startedUs, commandLine } = one;
    if (one.parentId !== null || parents.has(one.id) || startedUs === null || commandLine === null) continue;
    const twins = (bySame.get(sameKey(one)) ?? []).filter(
      (other) => other.startedUs !== null && Math.abs(other.startedUs - startedUs) <= TWIN_GAP_US,
    );
    if (twins.length !== 1) continue;
    const twin = kept.get(twins[0]!.id)!;
    kept.set(twin.id, {
      ...twin,
      otherIds: [...twin.otherIds, one.id],
      alertIds: [...new Set([...twin.alertIds, ...one.alertIds])],
      severity: moreSevere(twin.severity, one.severity),
    });
    kept.delete(one.id);
  }
  return [...kept.values()];
}

function sameKey({ host, image, commandLine }: ShownProcess): string {
  return JSON.stringify([host, image, commandLine].map((text) => text?.toLowerCase() ?? null));
}

function moreSevere(a: Severity | null, b: Severity | null): Severity | null {
  if (a === null || b === null) return a ?? b;
  return severityRank(a) >= severityRank(b) ? a : b;
}

/** Parents before their children, of siblings the earlier first. A parent that is not among them is left out. */
export function inTreeOrder(processes: readonly ShownProcess[]): ShownProcess[] {
  const ids = new Set(processes.map(({ id }) => id));
  const rooted = processes.map((one) =>
    one.parentId === null || ids.has(one.parentId) ? one : { ...one, parentId: null },
  );
  const children = Map.groupBy(rooted, ({ parentId }) => parentId);
  const ordered = new Map<string, ShownProcess>();
  // Forged evidence may say that two started each other: then neither has a root above it, and one is taken for it.
  for (const root of [...inTime(children.get(null) ?? []), ...inTime(rooted)]) {
    if (ordered.has(root.id)) continue;
    const waiting: ShownProcess[] = [{ ...root, parentId: null }];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (ordered.has(next.id)) continue;
      ordered.set(next.id, next);
      waiting.push(...inTime(children.get(next.id) ?? []).toReversed());
    }
  }
  return [...ordered.values()];
}

function inTime(processes: readonly ShownProcess[]): ShownProcess[] {
  return processes.toSorted((a, b) => (a.startedUs ?? 0) - (b.startedUs ?? 0));
}
