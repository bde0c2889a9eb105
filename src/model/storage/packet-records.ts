import { enlarge } from "../../kernel/enlarge.ts";

/**
 * What is known of the packets in a set's slots: 128 bytes each, two lines of memory. A grab looks at the first 48 and
 * nothing else, an opening at these and the 64 behind them. (Large buffers begin 16 bytes into a line.)
 *
 * Records lie in one buffer behind two views, as those of requests do: minutes and thousands of other packets lie between
 * two looks at one, and each array that it were spread over would be one more line fetched from far memory.
 */
export class PacketRecords {
  private times = new Float64Array(16 * 16);
  private words = new Int32Array(this.times.buffer);

  /** Slots that there is room for. */
  get room(): number {
    return this.times.length / 16;
  }

  /** When the packet's own queue is free [ms]. */
  freeAtMs(slot: number): number {
    return this.times[slot * 16] as number;
  }

  setFreeAtMs(slot: number, ms: number): void {
    this.times[slot * 16] = ms;
  }

  createdMs(slot: number): number {
    return this.times[slot * 16 + 1] as number;
  }

  setCreatedMs(slot: number, ms: number): void {
    this.times[slot * 16 + 1] = ms;
  }

  /** When it was closed [ms]; Infinity while it is live. */
  closedMs(slot: number): number {
    return this.times[slot * 16 + 2] as number;
  }

  setClosedMs(slot: number, ms: number): void {
    this.times[slot * 16 + 2] = ms;
  }

  /** How often the slot was used before. */
  generation(slot: number): number {
    return this.words[slot * 32 + 6] as number;
  }

  setGeneration(slot: number, generation: number): void {
    this.words[slot * 32 + 6] = generation;
  }

  /** The first of the packet's claims. */
  claims(slot: number): number {
    return this.words[slot * 32 + 7] as number;
  }

  setClaims(slot: number, claim: number): void {
    this.words[slot * 32 + 7] = claim;
  }

  /** Shares in all; those granted, opened ones included; those opened. */
  shares(slot: number): number {
    return this.words[slot * 32 + 8] as number;
  }

  setShares(slot: number, shares: number): void {
    this.words[slot * 32 + 8] = shares;
  }

  granted(slot: number): number {
    return this.words[slot * 32 + 9] as number;
  }

  setGranted(slot: number, granted: number): void {
    this.words[slot * 32 + 9] = granted;
  }

  opened(slot: number): number {
    return this.words[slot * 32 + 10] as number;
  }

  setOpened(slot: number, opened: number): void {
    this.words[slot * 32 + 10] = opened;
  }

  /** A bit for each remainder by 32 that the number of a member with a share leaves: most who have none are known by it. */
  members(slot: number): number {
    return this.words[slot * 32 + 11] as number;
  }

  setMembers(slot: number, bits: number): void {
    this.words[slot * 32 + 11] = bits;
  }

  /** Amount left, and amount put in [fen]. */
  remainingFen(slot: number): number {
    return this.words[slot * 32 + 18] as number;
  }

  setRemainingFen(slot: number, fen: number): void {
    this.words[slot * 32 + 18] = fen;
  }

  amountFen(slot: number): number {
    return this.words[slot * 32 + 19] as number;
  }

  setAmountFen(slot: number, fen: number): void {
    this.words[slot * 32 + 19] = fen;
  }

  /** Its neighbours in the chain of live packets, or of closed ones. */
  older(slot: number): number {
    return this.words[slot * 32 + 20] as number;
  }

  setOlder(slot: number, other: number): void {
    this.words[slot * 32 + 20] = other;
  }

  newer(slot: number): number {
    return this.words[slot * 32 + 21] as number;
  }

  setNewer(slot: number, other: number): void {
    this.words[slot * 32 + 21] = other;
  }

  creator(slot: number): number {
    return this.words[slot * 32 + 22] as number;
  }

  setCreator(slot: number, user: number): void {
    this.words[slot * 32 + 22] = user;
  }

  /** Whether the packet was shared, 0 or 1. */
  shared(slot: number): number {
    return this.words[slot * 32 + 23] as number;
  }

  setShared(slot: number, shared: number): void {
    this.words[slot * 32 + 23] = shared;
  }

  /** The packet's newest entry in the replica group's log. */
  entry(slot: number): number {
    return this.times[slot * 16 + 6] as number;
  }

  setEntry(slot: number, entry: number): void {
    this.times[slot * 16 + 6] = entry;
  }

  /** When the packet was put into the cache, or will be once it is read [ms]. */
  cachedAtMs(slot: number): number {
    return this.times[slot * 16 + 7] as number;
  }

  setCachedAtMs(slot: number, ms: number): void {
    this.times[slot * 16 + 7] = ms;
  }

  /** Until when a transaction that met no other keeps the packet's row locked [ms]. */
  heldUntilMs(slot: number): number {
    return this.times[slot * 16 + 8] as number;
  }

  setHeldUntilMs(slot: number, ms: number): void {
    this.times[slot * 16 + 8] = ms;
  }

  protected enlargeTo(slots: number): void {
    this.times = enlarge(this.times, slots * 16);
    this.words = new Int32Array(this.times.buffer);
  }
}
