import { enlarge } from "../../kernel/enlarge.ts";

/**
 * What is known of the packets in a set's slots: a record of 80 bytes each, first what a grab looks at.
 *
 * Records lie in one buffer behind two views, as those of requests do: minutes and thousands of other packets lie between
 * two looks at one, and each array that it were spread over would be one more line fetched from far memory.
 */
export class PacketRecords {
  private times = new Float64Array(16 * 10);
  private words = new Int32Array(this.times.buffer);

  /** Slots that there is room for. */
  get room(): number {
    return this.times.length / 10;
  }

  /** When the packet's own queue is free [ms]. */
  freeAtMs(slot: number): number {
    return this.times[slot * 10 + 0] as number;
  }

  setFreeAtMs(slot: number, ms: number): void {
    this.times[slot * 10 + 0] = ms;
  }

  createdMs(slot: number): number {
    return this.times[slot * 10 + 1] as number;
  }

  setCreatedMs(slot: number, ms: number): void {
    this.times[slot * 10 + 1] = ms;
  }

  /** When it was closed [ms]; Infinity while it is live. */
  closedMs(slot: number): number {
    return this.times[slot * 10 + 2] as number;
  }

  setClosedMs(slot: number, ms: number): void {
    this.times[slot * 10 + 2] = ms;
  }

  /** How often the slot was used before. */
  generation(slot: number): number {
    return this.words[slot * 20 + 6] as number;
  }

  setGeneration(slot: number, generation: number): void {
    this.words[slot * 20 + 6] = generation;
  }

  /** The first of the packet's claims. */
  claims(slot: number): number {
    return this.words[slot * 20 + 7] as number;
  }

  setClaims(slot: number, claim: number): void {
    this.words[slot * 20 + 7] = claim;
  }

  /** Shares in all; those granted, opened ones included; those opened. */
  shares(slot: number): number {
    return this.words[slot * 20 + 8] as number;
  }

  setShares(slot: number, shares: number): void {
    this.words[slot * 20 + 8] = shares;
  }

  granted(slot: number): number {
    return this.words[slot * 20 + 9] as number;
  }

  setGranted(slot: number, granted: number): void {
    this.words[slot * 20 + 9] = granted;
  }

  opened(slot: number): number {
    return this.words[slot * 20 + 10] as number;
  }

  setOpened(slot: number, opened: number): void {
    this.words[slot * 20 + 10] = opened;
  }

  /** Amount left, and amount put in [fen]. */
  remainingFen(slot: number): number {
    return this.words[slot * 20 + 11] as number;
  }

  setRemainingFen(slot: number, fen: number): void {
    this.words[slot * 20 + 11] = fen;
  }

  amountFen(slot: number): number {
    return this.words[slot * 20 + 12] as number;
  }

  setAmountFen(slot: number, fen: number): void {
    this.words[slot * 20 + 12] = fen;
  }

  /** Its neighbours in the chain of live packets, or of closed ones. */
  older(slot: number): number {
    return this.words[slot * 20 + 13] as number;
  }

  setOlder(slot: number, other: number): void {
    this.words[slot * 20 + 13] = other;
  }

  newer(slot: number): number {
    return this.words[slot * 20 + 14] as number;
  }

  setNewer(slot: number, other: number): void {
    this.words[slot * 20 + 14] = other;
  }

  creator(slot: number): number {
    return this.words[slot * 20 + 15] as number;
  }

  setCreator(slot: number, user: number): void {
    this.words[slot * 20 + 15] = user;
  }

  /** The packet's newest entry in the replica group's log. */
  entry(slot: number): number {
    return this.times[slot * 10 + 8] as number;
  }

  setEntry(slot: number, entry: number): void {
    this.times[slot * 10 + 8] = entry;
  }

  /** When the packet was put into the cache, or will be once it is read [ms]. */
  cachedAtMs(slot: number): number {
    return this.times[slot * 10 + 9] as number;
  }

  setCachedAtMs(slot: number, ms: number): void {
    this.times[slot * 10 + 9] = ms;
  }

  protected enlargeTo(slots: number): void {
    this.times = enlarge(this.times, slots * 10);
    this.words = new Int32Array(this.times.buffer);
  }
}
