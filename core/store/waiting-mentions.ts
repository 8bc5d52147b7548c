/**
 * Mentions of a batch until they are written, in the order of their table. Each is one number, because a batch has tens of
 * thousands: entity, then the event's distance from the first of the batch, then the role.
 */
const ROLE_SPAN = 8;
/** Events of one batch; two million, far more than any batch has. */
const EVENT_SPAN = 2 ** 21;

export class WaitingMentions {
  #packed = new Float64Array(4_096);
  #size = 0;
  #firstEventId: number | null = null;

  /** `eventId` is at least that of the first call since the last `take`. */
  add(entityId: number, eventId: number, role: number): void {
    this.#firstEventId ??= eventId;
    const distance = eventId - this.#firstEventId;
    if (distance >= EVENT_SPAN) throw new RangeError(`A batch of more than ${EVENT_SPAN} events`);
    if (this.#size === this.#packed.length) {
      const larger = new Float64Array(2 * this.#size);
      larger.set(this.#packed);
      this.#packed = larger;
    }
    this.#packed[this.#size++] = (entityId * EVENT_SPAN + distance) * ROLE_SPAN + role;
  }

  /** Hands over all of them, by entity, event and role, and forgets them. */
  take(visit: (entityId: number, eventId: number, role: number) => void): void {
    const first = this.#firstEventId ?? 0;
    for (const packed of this.#packed.subarray(0, this.#size).toSorted()) {
      const event = Math.floor(packed / ROLE_SPAN);
      visit(Math.floor(event / EVENT_SPAN), first + (event % EVENT_SPAN), packed % ROLE_SPAN);
    }
    this.forget();
  }

  forget(): void {
    this.#size = 0;
    this.#firstEventId = null;
  }
}
