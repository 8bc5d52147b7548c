/**
 * What is known of an incident while it grows: enough to tell its head anew after each finding without looking at its
 * alerts again. It only ever grows; settling makes it anew.
 */
import type { TimeUs } from '../../kernel/time.ts';
import type { Incident } from '../../model/incident.ts';
import { incidentId } from '../fuse.ts';
import { scoreOf, termsOf } from '../rank.ts';
import type { Sight } from '../sights.ts';
import { compareAlerts, type History } from '../surprise.ts';
import { tacticsInOrder } from '../tactics.ts';
import { incidentTitle } from '../title.ts';
import { Told } from '../told.ts';

/** An incident without what grows with its alerts: entities, alert ids and links. */
export interface IncidentHead extends Omit<Incident, 'entities' | 'alertIds' | 'links'> {
  readonly alertCount: number;
}

export class Tally {
  #told = new Told();
  #start: Sight;
  #firstSeenUs: TimeUs;
  #lastSeenUs: TimeUs;
  #alertCount = 0;

  /** `sight` is its first alert. */
  constructor(sight: Sight) {
    this.#start = sight;
    this.#firstSeenUs = sight.alert.firstSeenUs;
    this.#lastSeenUs = sight.alert.lastSeenUs;
    this.add(sight);
  }

  get id(): string {
    return incidentId(this.#start);
  }

  get alertCount(): number {
    return this.#alertCount;
  }

  add(sight: Sight): void {
    this.#alertCount += 1;
    this.grow(sight, sight.alert.count);
  }

  /** Takes in `findings` more of an alert that is in it. */
  grow(sight: Sight, findings: number): void {
    const { firstSeenUs, lastSeenUs } = sight.alert;
    if (firstSeenUs < this.#firstSeenUs) this.#firstSeenUs = firstSeenUs;
    if (lastSeenUs > this.#lastSeenUs) this.#lastSeenUs = lastSeenUs;
    // The first that tells something makes a story of what was routine.
    if (sight.isNotable && !this.#start.isNotable) this.#told = new Told();
    if (startsBefore(sight, this.#start)) this.#start = sight;
    if (sight.isNotable || !this.#start.isNotable) this.#told.add(sight, findings);
  }

  /** Takes in what another one knows. */
  join(other: Tally): void {
    this.#alertCount += other.#alertCount;
    if (other.#firstSeenUs < this.#firstSeenUs) this.#firstSeenUs = other.#firstSeenUs;
    if (other.#lastSeenUs > this.#lastSeenUs) this.#lastSeenUs = other.#lastSeenUs;
    const [isStory, isOtherStory] = [this.#start.isNotable, other.#start.isNotable];
    if (isStory === isOtherStory) this.#told.join(other.#told);
    else if (isOtherStory) this.#told = other.#told;
    if (startsBefore(other.#start, this.#start)) this.#start = other.#start;
  }

  /** An alert of it is no more: it became one with another. `next` is the alert it starts with, should it have been that. */
  lose(sight: Sight, next: Sight): void {
    this.#alertCount -= 1;
    if (this.#start.index === sight.index) this.#start = next;
  }

  head(history: History): IncidentHead {
    const told = this.#told;
    const tactics = tacticsInOrder(told.tactics);
    const score = scoreOf(told, !this.#start.isNotable, history);
    return {
      id: this.id,
      title: incidentTitle(told, tactics),
      severity: told.severity,
      risk: score.risk,
      riskTerms: termsOf(score, tactics, history.observedHours),
      firstSeenUs: this.#firstSeenUs,
      lastSeenUs: this.#lastSeenUs,
      techniques: [...told.techniques].toSorted(),
      tactics,
      alertCount: this.#alertCount,
    };
  }
}

/** Whether an incident of both starts with the first (I5). */
function startsBefore(one: Sight, other: Sight): boolean {
  if (one.isNotable !== other.isNotable) return one.isNotable;
  return compareAlerts(one.alert, other.alert) < 0;
}
