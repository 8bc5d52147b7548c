/**
 * Fusion while findings come: each one changes the alert it belongs to and that alert's incident, at a cost that does not
 * depend on how much is there already. What needs the whole history waits for `settle`, which ends in what `fuse`
 * makes of all alerts. Until then only what SPEC V names may differ. No clock: whoever feeds it says when to settle.
 */
import type { Alert, Finding } from '../../model/alert.ts';
import type { Incident, LinkReason } from '../../model/incident.ts';
import type { Decision } from '../decisions.ts';
import type { KeyedFinding } from '../dedup.ts';
import type { Edge } from '../edges.ts';
import { Facts } from '../facts.ts';
import { inOrder } from '../fuse.ts';
import { groupAlerts, groupsOf, storyReason, type Grouping, type Groups } from '../incidents.ts';
import { compareLinks } from '../links.ts';
import type { Sights } from '../sights.ts';
import { compareAlerts } from '../surprise.ts';
import { TUNING, type Tuning } from '../tuning.ts';
import { AlertsByKey } from './alerts-by-key.ts';
import { presentOf } from './present.ts';
import { Tally, type IncidentHead } from './tally.ts';

/** Groups larger than this are tallied when they are settled, so that no finding has to wait for it. */
const LARGE = 200;
const NOWHERE = 0;

export interface KeyedAlert {
  /** The `dedupKey` of its findings. */
  readonly key: string;
  readonly alert: Alert;
}

/** What a finding changed about one incident. */
export interface LiveChange {
  /** As it is now; null where none of its alerts is left. */
  readonly incident: IncidentHead | null;
  /** Ids it had, and those of incidents that are part of it now. */
  readonly formerIncidentIds: readonly string[];
  /** The finding's alert as it is now. */
  readonly alert: Alert;
  /** Ids it had, and that of an alert that is part of it now. */
  readonly formerAlertIds: readonly string[];
  /** Why; never empty. Where the alert joined nothing, it is joined to null and the text says what happened. */
  readonly reasons: readonly LinkReason[];
}

export class LiveFuser {
  readonly #tuning: Tuning;
  #grouping!: Grouping;
  /** Of each sight. */
  #keys!: string[];
  #byKey!: AlertsByKey;
  /** Sights whose alert became one with that of another: that one. */
  #into!: Map<number, number>;
  /** By root; those of settled groups are made when they are first touched. */
  #tallies!: Map<number, Tally>;
  #settled!: Groups;
  /** Ids of the incidents that the finding at hand touched. */
  #former = new Set<string>();

  /** Starts settled over `alerts`, which must be what `dedup` makes of their findings. */
  constructor(alerts: readonly KeyedAlert[] = [], decisions: readonly Decision[] = [], tuning: Tuning = TUNING) {
    this.#tuning = tuning;
    this.#settle(alerts, decisions);
  }

  get #sights(): Sights {
    return this.#grouping.sights;
  }

  /** Takes in a finding, in whatever order they come; the last change is that of its own incident. */
  add({ key, finding }: KeyedFinding): LiveChange[] {
    this.#former.clear();
    const [number, next] = this.#byKey.near(key, finding.timeUs);
    return number === undefined ? [this.#begin(key, finding)] : this.#grow(key, finding, number, next);
  }

  /** Fuses everything anew: from here on all is as `fuse` has it. */
  settle(decisions: readonly Decision[] = []): void {
    this.#settle(this.alerts(), decisions);
  }

  /** All alerts, each exactly what its findings make it, settled or not. */
  alerts(): KeyedAlert[] {
    return this.#keys
      .map((key, number) => ({ key, alert: this.#sights.alert(number) }))
      .filter((_, number) => !this.#into.has(number));
  }

  /** All incidents as they are, most urgent first; costs as much as there are alerts. */
  incidents(): Incident[] {
    const { history, sights, edges, sets } = this.#grouping;
    const present = presentOf(sights, edges, sets, (number) => this.#present(number));
    return [...inOrder(history, groupsOf(present))];
  }

  #settle(alerts: readonly KeyedAlert[], decisions: readonly Decision[]): void {
    const isTimed = ({ alert }: KeyedAlert): number => (alert.firstSeenUs > 0 ? 0 : 1);
    const sorted = alerts.toSorted((a, b) => isTimed(a) - isTimed(b) || compareAlerts(a.alert, b.alert));
    this.#grouping = groupAlerts(
      sorted.map(({ alert }) => alert),
      decisions,
      this.#tuning,
    );
    this.#keys = sorted.map(({ key }) => key);
    this.#into = new Map();
    this.#tallies = new Map();
    this.#byKey = new AlertsByKey((number) => this.#sights.alert(number));
    for (const [number, key] of this.#keys.entries()) {
      this.#byKey.add(key, number);
      // Routine has nothing to share, wherever it was read.
      if (this.#sights.firstSeenUs(number) <= 0) this.#grouping.linker.add(NOWHERE);
    }
    this.#settled = groupsOf(this.#grouping);
    for (let number = 0; number < this.#settled.size; number++) {
      if (this.#settled.count(number) > LARGE) this.#tallyOf(this.#settled.first(number));
    }
  }

  /** A finding that belongs to no alert there is. */
  #begin(key: string, finding: Finding): LiveChange {
    const { history, linker, sets, routine, edges, tellRoutine } = this.#grouping;
    const { reading, sights } = history;
    const alert = Facts.ofFinding(key, finding).alert();
    const isTimed = alert.firstSeenUs > 0;
    reading.clear();
    const read = reading.add(alert);
    const number = isTimed ? history.see(alert, read) : history.seeUntimed(alert, read);
    if (isTimed) history.judge(number);
    sets.add();
    this.#keys.push(key);
    linker.add(read);
    this.#byKey.add(key, number);
    const own = new Tally(sights.at(number));
    this.#tallies.set(number, own);
    const joining = { join: (a: number, b: number) => this.#join(a, b) };
    const isRoutine = isTimed && !sights.isNotable(number);
    const gathered = isRoutine ? routine.joinsOf(number, sights, joining) : [];
    const begun: Edge[] = [
      ...this.#linked(number),
      ...gathered.map(({ from, to, gapUs, place }) => ({
        from: this.#present(from),
        to,
        reason: tellRoutine({ from, to, gapUs, about: place }),
      })),
    ];
    for (const edge of begun) edges.add(edge);
    this.#former.delete(own.id);
    const text = isTimed ? 'a new alert' : 'a new alert without event time';
    return this.#change(number, [], begun.length === 0 ? [said(alert, text)] : reasonsOf(begun, sights));
  }

  /** A finding of an alert there is, or between two that are one from now on. */
  #grow(key: string, finding: Finding, number: number, next: number | undefined): LiveChange[] {
    const { history, sights } = this.#grouping;
    this.#former.add(this.#tallyOf(number).id);
    const before = sights.alert(number);
    const facts = Facts.ofAlert(key, before);
    facts.add(finding);
    const others = next === undefined ? [] : this.#absorb(key, facts, number, next);
    const formerIds = [before.id, ...(next === undefined ? [] : [sights.alert(next).id])];
    const alert = facts.alert();
    sights.replace(number, alert);
    if (alert.firstSeenUs > 0) history.seeAgain(number);
    this.#tallyOf(number).grow(sights.at(number), 1);
    const again = `the same facts again, ${alert.count} findings now`;
    const text = next === undefined ? again : `${again}; those in between make one alert of two`;
    const formerAlertIds = formerIds.filter((id) => id !== alert.id);
    return [...others, this.#change(number, formerAlertIds, [said(alert, text)])];
  }

  /** Makes the alert `next` part of `number`; returns what that changes where the two incidents must stay apart. */
  #absorb(key: string, facts: Facts, number: number, next: number): LiveChange[] {
    const { sets, sights } = this.#grouping;
    const other = sights.at(next);
    const left = this.#tallyOf(next);
    const isOne = sets.find(number) === sets.find(next) || this.#join(number, next);
    facts.join(other.alert);
    this.#into.set(next, number);
    this.#byKey.remove(key, next);
    if (other.isNotable) sights.setNotable(number, true);
    if (isOne) {
      this.#tallyOf(number).lose(other, sights.at(number));
      return [];
    }
    const root = sets.find(next);
    const rest = [...sights].filter(({ index }) => sets.find(index) === root && !this.#into.has(index));
    const start = rest.find(({ isNotable }) => isNotable) ?? rest[0];
    const formerId = left.id;
    if (start === undefined) this.#tallies.delete(root);
    else left.lose(other, start);
    const incident = start === undefined ? null : left.head(this.#grouping.history);
    const formerIncidentIds = incident?.id === formerId ? [] : [formerId];
    const reasons = [said(other.alert, 'its findings belong to an alert of another incident now')];
    return [{ incident, formerIncidentIds, alert: facts.alert(), formerAlertIds: [other.alert.id], reasons }];
  }

  /** Joins an alert, where it is notable, with what came before, the strongest link first. */
  #linked(number: number): Edge[] {
    const { linker, history } = this.#grouping;
    const edges: Edge[] = [];
    for (const link of linker.linksTo(number, history.observedHours).toSorted(compareLinks)) {
      const from = this.#present(link.from);
      if (!this.#join(from, number)) continue;
      const reason = storyReason(linker.sharing(link), link.gapUs, this.#sights.alert(from));
      edges.push({ from, to: number, reason });
    }
    return edges;
  }

  #join(a: number, b: number): boolean {
    const { sets } = this.#grouping;
    const [one, other] = [this.#present(a), this.#present(b)];
    const [tally, otherTally] = [this.#tallyOf(one), this.#tallyOf(other)];
    const [root, otherRoot] = [sets.find(one), sets.find(other)];
    if (!sets.join(one, other)) return false;
    for (const { id } of [tally, otherTally]) this.#former.add(id);
    const [large, small] = tally.alertCount >= otherTally.alertCount ? [tally, otherTally] : [otherTally, tally];
    large.join(small);
    this.#tallies.delete(root);
    this.#tallies.delete(otherRoot);
    this.#tallies.set(sets.find(one), large);
    return true;
  }

  #tallyOf(number: number): Tally {
    const root = this.#grouping.sets.find(number);
    const known = this.#tallies.get(root);
    if (known !== undefined) return known;
    const { sights } = this.#settled.at(this.#settled.numbers[root]!);
    const tally = new Tally(sights[0]!);
    for (const sight of sights.slice(1)) tally.add(sight);
    this.#tallies.set(root, tally);
    return tally;
  }

  /** The sight whose alert holds that of `number` now. */
  #present(number: number): number {
    let at = number;
    for (let next = this.#into.get(at); next !== undefined; next = this.#into.get(at)) at = next;
    return at;
  }

  #change(number: number, formerAlertIds: readonly string[], reasons: readonly LinkReason[]): LiveChange {
    const incident = this.#tallyOf(number).head(this.#grouping.history);
    this.#former.delete(incident.id);
    const alert = this.#sights.alert(number);
    return { incident, formerIncidentIds: [...this.#former], alert, formerAlertIds, reasons };
  }
}

function said({ id }: Alert, text: string): LinkReason {
  return { alertId: id, joinedToAlertId: null, entityType: null, entityValue: null, gapUs: 0, text };
}

/** The first says why the new alert is where it is, the others why further incidents came along. */
function reasonsOf(edges: readonly Edge[], sights: Sights): LinkReason[] {
  return edges.map(({ from, to, reason }, order) => {
    const [one, other] = order === 0 ? [to, from] : [from, to];
    return { alertId: sights.alert(one).id, joinedToAlertId: sights.alert(other).id, ...reason };
  });
}
