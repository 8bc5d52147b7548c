/**
 * What an alert holds of its findings. It can be told from the alert itself, grows finding by finding in any order, and
 * two can be joined: so an alert is always what all its findings at once would have made of it, and nobody needs to
 * keep the findings.
 */
import { derivedUuid } from '../kernel/ids.ts';
import type { TimeUs } from '../kernel/time.ts';
import type { Alert, Finding } from '../model/alert.ts';
import type { EntityMention } from '../model/entity.ts';
import { maxSeverity, type Severity } from '../model/severity.ts';
import { areSameMentions, withMentions } from './mentions.ts';

interface Begun {
  readonly first: Finding;
  readonly techniques: readonly string[];
  readonly tactics: readonly string[];
  readonly entities: readonly EntityMention[];
}

export class Facts {
  readonly key: string;
  readonly detector: string;
  firstSeenUs: TimeUs;
  lastSeenUs: TimeUs;
  #title: string;
  #signal: string;
  #severity: Severity;
  #techniques: readonly string[];
  #tactics: readonly string[];
  #entities: readonly EntityMention[];
  #count: number;
  /** The first finding, and what it said as an alert says it; null where there is only the alert. */
  readonly #begun: Begun | null;

  private constructor(key: string, alert: Omit<Alert, 'id'>, begun: Begun | null) {
    this.key = key;
    this.detector = alert.detector;
    this.firstSeenUs = alert.firstSeenUs;
    this.lastSeenUs = alert.lastSeenUs;
    this.#title = alert.title;
    this.#signal = alert.signal;
    this.#severity = alert.severity;
    this.#techniques = alert.techniques;
    this.#tactics = alert.tactics;
    this.#entities = alert.entities;
    this.#count = alert.count;
    this.#begun = begun;
  }

  static ofAlert(key: string, alert: Alert): Facts {
    return new Facts(key, alert, null);
  }

  /** `before` is another alert of the key: where the two say the same they hold the same lists, because there are millions. */
  static ofFinding(key: string, finding: Finding, before: Facts | null = null): Facts {
    const { title, signal, detector, severity, timeUs } = finding;
    const begun = begunWith(finding, before === null ? null : before.#begun);
    const { techniques, tactics, entities } = begun;
    const facts = { title, signal, detector, severity, techniques, tactics, entities };
    return new Facts(key, { ...facts, firstSeenUs: timeUs, lastSeenUs: timeUs, count: 1 }, begun);
  }

  add({ title, signal, severity, techniques, tactics, entities, timeUs }: Finding): void {
    this.#tell(title, signal, timeUs, timeUs);
    this.#hold(severity, techniques, tactics, entities);
    this.#count += 1;
  }

  join({ title, signal, severity, techniques, tactics, entities, firstSeenUs, lastSeenUs, count }: Alert): void {
    this.#tell(title, signal, firstSeenUs, lastSeenUs);
    this.#hold(severity, techniques, tactics, entities);
    this.#count += count;
  }

  alert(): Alert {
    return {
      id: derivedUuid('alert', this.key, String(this.firstSeenUs)),
      title: this.#title,
      signal: this.#signal,
      detector: this.detector,
      severity: this.#severity,
      techniques: this.#techniques,
      tactics: this.#tactics,
      entities: this.#entities,
      firstSeenUs: this.firstSeenUs,
      lastSeenUs: this.lastSeenUs,
      count: this.#count,
    };
  }

  /** The earliest names the alert, of several at that time the alphabetically first. */
  #tell(title: string, signal: string, firstSeenUs: TimeUs, lastSeenUs: TimeUs): void {
    if (firstSeenUs < this.firstSeenUs || (firstSeenUs === this.firstSeenUs && title < this.#title))
      this.#title = title;
    if (firstSeenUs < this.firstSeenUs || (firstSeenUs === this.firstSeenUs && signal < this.#signal)) {
      this.#signal = signal;
    }
    if (firstSeenUs < this.firstSeenUs) this.firstSeenUs = firstSeenUs;
    if (lastSeenUs > this.lastSeenUs) this.lastSeenUs = lastSeenUs;
  }

  #hold(
    severity: Severity,
    techniques: readonly string[],
    tactics: readonly string[],
    entities: readonly EntityMention[],
  ): void {
    this.#severity = maxSeverity(this.#severity, severity);
    this.#techniques = withTexts(this.#techniques, techniques);
    this.#tactics = withTexts(this.#tactics, tactics);
    this.#entities = withMentions(this.#entities, entities);
  }
}

function begunWith(first: Finding, like: Begun | null): Begun {
  const [techniques, tactics] = [withTexts([], first.techniques), withTexts([], first.tactics)];
  return {
    first,
    techniques: like !== null && areSameTexts(like.techniques, techniques) ? like.techniques : techniques,
    tactics: like !== null && areSameTexts(like.tactics, tactics) ? like.tactics : tactics,
    entities:
      like !== null && areSameMentions(like.first.entities, first.entities)
        ? like.entities
        : withMentions([], first.entities),
  };
}

function areSameTexts(a: readonly string[], b: readonly string[]): boolean {
  return a === b || (a.length === b.length && a.every((text, at) => text === b[at]));
}

/** `known` and `added`, sorted, each once; `known` itself (sorted) where nothing is new. */
function withTexts(known: readonly string[], added: readonly string[]): readonly string[] {
  if (added.every((text) => known.includes(text))) return known;
  return added.length === 1 && known.length === 0 ? added : [...new Set([...known, ...added])].toSorted();
}
