/** Runs events through pipelines. An event that no pipeline is about passes as it is, at the price of a few look-ups. */
import type { Logsource, NormalisedEvent } from '../../model/event.ts';
import type { Fields, FieldValue } from '../../model/fields.ts';
import { evaluate, firstText, holds, spelled } from './evaluate.ts';
import type { Pipeline } from './pipeline.ts';

/** The event as the rules see it; the stored one stays what it was. */
export type PipelineEvent = Pick<NormalisedEvent, 'fields' | 'logsource'>;
export type ApplyPipelines = <Event extends PipelineEvent>(event: Event) => Event;

/** Pipelines apply in their order; what an earlier one gave, a later one does not give again. */
export function createPipelines(pipelines: readonly Pipeline[]): ApplyPipelines {
  const runs = byFirstField(pipelines);
  return (event) => {
    let current = event;
    for (const { field, members } of runs) {
      if (!Object.hasOwn(current.fields, field)) continue;
      for (const pipeline of members) if (holds(pipeline.when, current.fields)) current = applied(pipeline, current);
    }
    return current;
  };
}

/** Neighbours that ask for the same field first: an event without it costs one look-up for all of them. */
function byFirstField(pipelines: readonly Pipeline[]): { field: string; members: Pipeline[] }[] {
  const runs: { field: string; members: Pipeline[] }[] = [];
  for (const pipeline of pipelines) {
    const { field } = pipeline.when[0]!;
    const last = runs.at(-1);
    if (last?.field === field) last.members.push(pipeline);
    else runs.push({ field, members: [pipeline] });
  }
  return runs;
}

function applied<Event extends PipelineEvent>(pipeline: Pipeline, event: Event): Event {
  const fields: Record<string, FieldValue> = { ...event.fields };
  for (const { field, value } of pipeline.fields) {
    if (hasValue(fields, field)) continue;
    const found = evaluate(value, event.fields);
    if (found !== undefined) define(fields, field, found);
  }
  for (const field of pipeline.spellings) {
    if (hasValue(fields, field)) define(fields, field, spelled(fields[field]!));
  }
  return { ...event, fields, logsource: labelled(pipeline, event) };
}

function labelled({ logsource }: Pipeline, event: PipelineEvent): Logsource {
  const label: { -readonly [Key in keyof Logsource]: Logsource[Key] } = { ...event.logsource };
  for (const part of ['product', 'category', 'service'] as const) {
    const expression = logsource[part];
    if (label[part] !== undefined || expression === undefined) continue;
    const text = firstText(evaluate(expression, event.fields))?.toLowerCase();
    if (text !== undefined) label[part] = text;
  }
  return label;
}

function hasValue(fields: Fields, field: string): boolean {
  return Object.hasOwn(fields, field) && fields[field] !== null && fields[field] !== '';
}

/** A field may be called `__proto__`; defining is slow enough to be left to that one. */
function define(fields: Record<string, FieldValue>, field: string, value: FieldValue): void {
  if (field !== '__proto__') fields[field] = value;
  else Object.defineProperty(fields, field, { value, enumerable: true, writable: true, configurable: true });
}
