/**
 * The requests that are under way in one region: a request is a small integer, the slot of a record of 64 bytes.
 * A slot's generation moves on with each call and when it is freed, so that an answer that nobody waits for any more
 * finds nobody.
 *
 * Records lie in one buffer behind several views, not in a typed array a field: a shake touches its record twice, a
 * tenth of a second and thousands of other shakes apart, and one line of the processor's cache is fetched each time
 * instead of fourteen (measured: a third of the whole shake path).
 */
export class RequestTable {
  private times = new Float64Array(CAPACITY * 8);
  private words = new Int32Array(this.times.buffer);
  private halves = new Uint16Array(this.times.buffer);
  private bytes = new Uint8Array(this.times.buffer);
  private freeHead = -1;
  private used = 0;
  private live = 0;

  /** Requests under way. */
  get size(): number {
    return this.live;
  }

  /** Takes a slot for a request of this step, with no attempt, order nor set yet. */
  take(step: number, entry: number, path: number): number {
    let slot = this.freeHead;
    if (slot === -1) {
      if (this.used === this.times.length / 8) this.grow();
      slot = this.used++;
    } else {
      this.freeHead = this.words[slot * 16 + 13] as number;
    }
    this.live++;
    this.times[slot * 8 + 3] = path;
    this.times[slot * 8 + 4] = -1;
    this.bytes[slot * 64 + 56] = step;
    this.bytes[slot * 64 + 57] = entry;
    this.bytes[slot * 64 + 58] = 0;
    return slot;
  }

  /** Takes a slot for what the user of a request does next with the same order, from where it is attached now. */
  takeNext(step: number, after: number): number {
    const slot = this.take(step, this.entry(after), this.path(after));
    this.setOrder(slot, this.order(after));
    this.setMember(slot, this.member(after));
    return slot;
  }

  /** Forgets all calls made for the request so far and returns the tag of a new one. */
  renew(slot: number): number {
    const generation = ((this.words[slot * 16 + 12] as number) + 1) | 0;
    this.words[slot * 16 + 12] = generation;
    return generation;
  }

  free(slot: number): void {
    this.renew(slot);
    this.words[slot * 16 + 13] = this.freeHead;
    this.freeHead = slot;
    this.live--;
  }

  /** When the first attempt left the handset [ms]. */
  firstMs(slot: number): number {
    return this.times[slot * 8] as number;
  }

  setFirstMs(slot: number, ms: number): void {
    this.times[slot * 8] = ms;
  }

  /** When the attempt under way left the handset [ms]. */
  attemptMs(slot: number): number {
    return this.times[slot * 8 + 1] as number;
  }

  /** One more attempt leaves the handset. */
  attempt(slot: number, ms: number): void {
    this.times[slot * 8 + 1] = ms;
    this.bytes[slot * 64 + 58] = (this.bytes[slot * 64 + 58] as number) + 1;
  }

  /** Tries on the wire so far. */
  attempts(slot: number): number {
    return this.bytes[slot * 64 + 58] as number;
  }

  /** When the attempt under way entered the access layer [ms]. */
  enteredMs(slot: number): number {
    return this.times[slot * 8 + 2] as number;
  }

  setEnteredMs(slot: number, ms: number): void {
    this.times[slot * 8 + 2] = ms;
  }

  /** Path through the carrier's network, as the entry drew it: access type and place in its law of round trips. */
  path(slot: number): number {
    return this.times[slot * 8 + 3] as number;
  }

  /** Order asked for or created; -1 while there is none. */
  order(slot: number): number {
    return this.times[slot * 8 + 4] as number;
  }

  setOrder(slot: number, order: number): void {
    this.times[slot * 8 + 4] = order;
  }

  /** Number of the user (shake, send, share) or of the member of the packet's group (grab, open). */
  member(slot: number): number {
    return this.words[slot * 16 + 10] as number;
  }

  setMember(slot: number, member: number): void {
    this.words[slot * 16 + 10] = member;
  }

  /** Money to be put into the order to be created [fen]. */
  amountFen(slot: number): number {
    return this.words[slot * 16 + 11] as number;
  }

  /** Shares of the packet to be created. */
  shares(slot: number): number {
    return this.halves[slot * 32 + 30] as number;
  }

  setNewPacket(slot: number, amountFen: number, shares: number): void {
    this.words[slot * 16 + 11] = amountFen;
    this.halves[slot * 32 + 30] = shares;
  }

  /** Whether a shake that has won nothing has gone on to a set to be told so: it creates no packet. */
  isLuckless(slot: number): boolean {
    return this.step(slot) === 0 && this.shares(slot) === 0;
  }

  /** Moves on when a call to a set begins or ends and when the slot is freed. */
  generation(slot: number): number {
    return this.words[slot * 16 + 12] as number;
  }

  /** SHAKE .. SHARE */
  step(slot: number): number {
    return this.bytes[slot * 64 + 56] as number;
  }

  /** Index of the carrier entry in the region. */
  entry(slot: number): number {
    return this.bytes[slot * 64 + 57] as number;
  }

  /** Set of the call that is under way. */
  set(slot: number): number {
    return this.halves[slot * 32 + 31] as number;
  }

  setSet(slot: number, set: number): void {
    this.halves[slot * 32 + 31] = set;
  }

  private grow(): void {
    const larger = new Float64Array(this.times.length * 2);
    larger.set(this.times);
    this.times = larger;
    this.words = new Int32Array(larger.buffer);
    this.halves = new Uint16Array(larger.buffer);
    this.bytes = new Uint8Array(larger.buffer);
  }
}

const CAPACITY = 1024;
