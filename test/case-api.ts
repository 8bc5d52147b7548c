/** A workspace behind its API, filled with findings through the store's own door; for tests. */
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { bringIn } from './fuse/workspace.ts';
import { temporaryFolder } from './vedette.ts';
import type { ApiContract } from '../core/contract/api.ts';
import { fixedClock } from '../core/kernel/clock.ts';
import { createLog } from '../core/kernel/log.ts';
import { createMetrics } from '../core/kernel/metrics.ts';
import type { TimeUs } from '../core/kernel/time.ts';
import type { Finding } from '../core/model/alert.ts';
import type { EntityMention } from '../core/model/entity.ts';
import type { WritableDb } from '../core/store/database.ts';
import { createVedetteApi } from '../core/engine/api/api.ts';
import type { Api } from '../core/engine/api/registry.ts';
import { accessWorkspace } from '../core/engine/api/workspace-access.ts';

export const ADA = { actor: 'ada' };
export const BOB = { actor: 'bob' };
/** 2026-03-04T08:00Z. */
export const START_US = 1_772_611_200_000_000;
const US_PER_HOUR = 3_600_000_000;

export interface ApiOfTest {
  readonly api: Api<ApiContract>;
  readonly db: WritableDb;
}

/** Closed and gone after the test. */
export function openApi(): ApiOfTest {
  const log = createLog('silent');
  const workspace = accessWorkspace(path.join(temporaryFolder(), 'case.vedette'), log);
  onTestFinished(() => workspace.close());
  const context = { workspace, clock: fixedClock(9 as TimeUs), log, metrics: createMetrics() };
  return { api: createVedetteApi(context), db: workspace.writer() };
}

let lastSequence = 0;

/** A finding at so many hours, on a host of its own unless told otherwise. */
export function found(title: string, hours: number, given: Partial<Finding> = {}): Finding {
  const sequence = ++lastSequence;
  const entities: EntityMention[] = [{ type: 'host', value: `ws-${title.toLowerCase()}`, role: 'device' }];
  const timeUs = (START_US + hours * US_PER_HOUR) as TimeUs;
  const shared = { detector: 'ids', severity: 'medium', techniques: [], tactics: [], entities } as const;
  return { sequence, timeUs, title, signal: title, ...shared, ...given };
}

/** A workspace with one incident for each of the titles, days apart and with nothing in common. */
export function withIncidents(...titles: readonly string[]): ApiOfTest & { readonly ids: readonly string[] } {
  const opened = openApi();
  bringIn(
    opened.db,
    titles.map((title, index) => found(title, index * 1_000)),
  );
  const byTitle = opened.db.prepare('SELECT id FROM incident WHERE instr(title, ?) > 0').pluck();
  return { ...opened, ids: titles.map((title) => byTitle.get(title) as string) };
}
