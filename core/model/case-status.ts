/** Where work on an incident stands. Any status may follow any other; what came before is kept. */
export const CASE_STATUSES = [
  'open',
  'in_progress',
  'pending_approval',
  'contained',
  'eradicated',
  'recovered',
  'resolved',
  'closed',
] as const;

export type CaseStatus = (typeof CASE_STATUSES)[number];

/** What an incident is in that nobody touched. */
export const FIRST_STATUS: CaseStatus = 'open';
