/**
 * An event's fields under the names that Sigma rules know (`EventID`, `Image`, `userIdentity.arn`): one flat level,
 * nested names joined by dots, values as the source wrote them.
 */
export type FieldScalar = string | number | boolean | null;
export type FieldValue = FieldScalar | readonly FieldScalar[];
export type Fields = Readonly<Record<string, FieldValue>>;
