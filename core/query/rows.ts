/** What queries are asked of, as plain objects: the naive evaluator reads these, and tests compare it with the SQL. */
import type { TimeUs } from '../kernel/time.ts';
import type { Alert } from '../model/alert.ts';
import type { EntityMention, EntityType } from '../model/entity.ts';
import type { Fields } from '../model/fields.ts';
import type { Logsource } from '../model/event.ts';
import type { CaseStatus } from '../model/case-status.ts';
import type { Severity } from '../model/severity.ts';
import type { Verdict } from '../model/verdict.ts';

export interface QueryableEvent {
  readonly id: number;
  readonly timeUs: TimeUs;
  readonly classUid: number;
  readonly activityId: number;
  readonly severity: Severity;
  readonly mapping: string;
  readonly message: string;
  readonly logsource: Logsource;
  readonly fields: Fields;
  readonly entities: readonly EntityMention[];
  readonly sourcePath: string;
  readonly recordNumber: number;
  readonly ordinal: number;
}

export interface QueryableAlert extends Alert {
  /** The suppression that hides it; null or missing where none does. */
  readonly suppressionId?: number | null;
  /** On the alert itself; null or missing where there is none. */
  readonly verdict?: Verdict | null;
}

export interface QueryableIncident {
  readonly id: string;
  readonly rank: number;
  readonly title: string;
  readonly severity: Severity;
  readonly risk: number;
  readonly firstSeenUs: TimeUs;
  readonly lastSeenUs: TimeUs;
  readonly techniques: readonly string[];
  readonly tactics: readonly string[];
  readonly entities: readonly { readonly type: EntityType; readonly value: string; readonly label: string }[];
  /** What people say of it; missing where nobody said anything. */
  readonly status?: CaseStatus;
  readonly assignee?: string | null;
  readonly tags?: readonly string[];
  readonly verdict?: Verdict | null;
}
