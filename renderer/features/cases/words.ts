/** How statuses, verdicts and tactics are called on screen. */
import type { CaseStatus } from '../../../core/model/case-status.ts';
import type { Verdict } from '../../../core/model/verdict.ts';

export const STATUS_WORDS: Readonly<Record<CaseStatus, string>> = {
  open: 'Open',
  in_progress: 'In progress',
  pending_approval: 'Pending approval',
  contained: 'Contained',
  eradicated: 'Eradicated',
  recovered: 'Recovered',
  resolved: 'Resolved',
  closed: 'Closed',
};

export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  true_positive: 'True positive',
  benign_true_positive: 'Benign true positive',
  false_positive: 'False positive',
  benign: 'Benign',
  needs_review: 'Needs review',
};

export const STATUS_LIST = Object.keys(STATUS_WORDS) as readonly CaseStatus[];
export const VERDICT_LIST = Object.keys(VERDICT_WORDS) as readonly Verdict[];
