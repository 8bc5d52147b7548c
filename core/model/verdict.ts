/** What a person concludes about an incident or an alert once they have looked at it. */
export const VERDICTS = ['true_positive', 'benign_true_positive', 'false_positive', 'benign', 'needs_review'] as const;

export type Verdict = (typeof VERDICTS)[number];

/** Whether a verdict is about all that an incident tells or about one alert. */
export const VERDICT_SCOPES = ['incident', 'alert'] as const;

export type VerdictScope = (typeof VERDICT_SCOPES)[number];
