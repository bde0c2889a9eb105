import { enlarge } from "../../kernel/enlarge.ts";

/**
 * What is known of the packets in a set's slots: 64 bytes each, of which a grab looks at the first 48 and nothing else,
 * and apart from them 32 bytes of money and chains.
 *
 * Records lie in one buffer behind two views, as those of requests do: minutes and thousands of other packets lie between
 * two looks at one, and each array that it were spread over would be one more line fetched from far memory.
 */
export class PacketRecords {
  private times = new Float64Array(16 * 8);
  private words = new Int32Array(this.times.buffer);
  private seldom = new Int32Array(16 * 8);

  /** Slots that there is room for. */
  get room(): number {
    return this.times.length / 8;
  }

  /** When the packet's own queue is free [ms]. */
  freeAtMs(slot: number): number {
    return this.times[slot * 8] as number;
  }

  setFreeAtMs(slot: number, ms: number): void {
    this.times[slot * 8] = ms;
  }

  createdMs(slot: number): number {
    return this.times[slot * 8 + 1] as number;
  }

  setCreatedMs(slot: number, ms: number): void {
    this.times[slot * 8 + 1] = ms;
  }

  /** When it was closed [ms]; Infinity while it is live. */
  closedMs(slot: number): number {
    return this.times[slot * 8 + 2] as number;
  }

  setClosedMs(slot: number, ms: number): void {
    this.times[slot * 8 + 2] = ms;
  }

  /** How often the slot was used before. */
  generation(slot: number): number {
    return this.words[slot * 16 + 6] as number;
  }

  setGeneration(slot: number, generation: number): void {
    this.words[slot * 16 + 6] = generation;
  }

  /** The first of the packet's claims. */
  claims(slot: number): number {
    return this.words[slot * 16 + 7] as number;
  }

  setClaims(slot: number, claim: number): void {
    this.words[slot * 16 + 7] = claim;
  }

  /** Shares in all; those granted, opened ones included; those opened. */
  shares(slot: number): number {
    return this.words[slot * 16 + 8] as number;
  }

  setShares(slot: number, shares: number): void {
    this.words[slot * 16 + 8] = shares;
  }

  granted(slot: number): number {
    return this.words[slot * 16 + 9] as number;
  }

  setGranted(slot: number, granted: number): void {
    this.words[slot * 16 + 9] = granted;
  }

  opened(slot: number): number {
    return this.words[slot * 16 + 10] as number;
  }

  setOpened(slot: number, opened: number): void {
    this.words[slot * 16 + 10] = opened;
  }

  /** A bit for each remainder by 32 that the number of a member with a share leaves: most who have none are known by it. */
  members(slot: number): number {
    return this.words[slot * 16 + 11] as number;
  }

  setMembers(slot: number, bits: number): void {
    this.words[slot * 16 + 11] = bits;
  }

  /** Amount left, and amount put in [fen]. */
  remainingFen(slot: number): number {
    return this.seldom[slot * 8] as number;
  }

  setRemainingFen(slot: number, fen: number): void {
    this.seldom[slot * 8] = fen;
  }

  amountFen(slot: number): number {
    return this.seldom[slot * 8 + 1] as number;
  }

  setAmountFen(slot: number, fen: number): void {
    this.seldom[slot * 8 + 1] = fen;
  }

  /** Its neighbours in the chain of live packets, or of closed ones. */
  older(slot: number): number {
    return this.seldom[slot * 8 + 2] as number;
  }

  setOlder(slot: number, other: number): void {
    this.seldom[slot * 8 + 2] = other;
  }

  newer(slot: number): number {
    return this.seldom[slot * 8 + 3] as number;
  }

  setNewer(slot: number, other: number): void {
    this.seldom[slot * 8 + 3] = other;
  }

  creator(slot: number): number {
    return this.seldom[slot * 8 + 4] as number;
  }

  setCreator(slot: number, user: number): void {
    this.seldom[slot * 8 + 4] = user;
  }

  /** Whether the packet was shared, 0 or 1. */
  shared(slot: number): number {
    return this.seldom[slot * 8 + 5] as number;
  }

  setShared(slot: number, shared: number): void {
    this.seldom[slot * 8 + 5] = shared;
  }

  /** The packet's newest entry in the replica group's log. */
  entry(slot: number): number {
    return this.times[slot * 8 + 6] as number;
  }

  setEntry(slot: number, entry: number): void {
    this.times[slot * 8 + 6] = entry;
  }

  /** When the packet was put into the cache, or will be once it is read [ms]. */
  cachedAtMs(slot: number): number {
    return this.times[slot * 8 + 7] as number;
  }

  setCachedAtMs(slot: number, ms: number): void {
    this.times[slot * 8 + 7] = ms;
  }

  protected enlargeTo(slots: number): void {
    this.times = enlarge(this.times, slots * 8);
    this.words = new Int32Array(this.times.buffer);
    this.seldom = enlarge(this.seldom, slots * 8);
  }
}
