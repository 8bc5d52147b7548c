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
import { withMentions } from './mentions.ts';

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

  private constructor(key: string, alert: Omit<Alert, 'id'>) {
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
  }

  static ofAlert(key: string, alert: Alert): Facts {
    return new Facts(key, alert);
  }

  static ofFinding(key: string, finding: Finding): Facts {
    const { title, signal, detector, severity, timeUs } = finding;
    return new Facts(key, {
      title,
      signal,
      detector,
      severity,
      techniques: withTexts([], finding.techniques),
      tactics: withTexts([], finding.tactics),
      entities: withMentions([], finding.entities),
      firstSeenUs: timeUs,
      lastSeenUs: timeUs,
      count: 1,
    });
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

/** `known` and `added`, sorted, each once; `known` itself (sorted) where nothing is new. */
function withTexts(known: readonly string[], added: readonly string[]): readonly string[] {
  return added.every((text) => known.includes(text)) ? known : [...new Set([...known, ...added])].toSorted();
}
