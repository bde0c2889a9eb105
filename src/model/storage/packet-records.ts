import { enlarge } from "../../kernel/enlarge.ts";

/** Large buffers begin 16 bytes into a line of memory: records begin with the next one, 6 cells on. */
const FIRST = 6;

/**
 * What is known of the packets in a set's slots: a line of memory of 64 bytes each, which is all that a grab looks at, and
 * half a line, at which openings look as well.
 *
 * Records lie in two buffers behind two views each, as those of requests do: minutes and thousands of other packets lie
 * between two looks at one, and each array that it were spread over would be one more line fetched from far memory.
 * Offsets stand as literals below, as in `EventSlots`; all of them count from FIRST.
 */
export class PacketRecords {
  private times = new Float64Array(16 * 8 + FIRST);
  private words = new Int32Array(this.times.buffer);
  private halves = new Float64Array(16 * 4 + FIRST);
  private halfWords = new Int32Array(this.halves.buffer);

  /** Slots that there is room for. */
  get room(): number {
    return (this.times.length - FIRST) / 8;
  }

  /** When the packet's own queue is free [ms]. */
  freeAtMs(slot: number): number {
    return this.times[slot * 8 + 6] as number;
  }

  setFreeAtMs(slot: number, ms: number): void {
    this.times[slot * 8 + 6] = ms;
  }

  createdMs(slot: number): number {
    return this.times[slot * 8 + 7] as number;
  }

  setCreatedMs(slot: number, ms: number): void {
    this.times[slot * 8 + 7] = ms;
  }

  /** When it was closed [ms]; Infinity while it is live. */
  closedMs(slot: number): number {
    return this.times[slot * 8 + 8] as number;
  }

  setClosedMs(slot: number, ms: number): void {
    this.times[slot * 8 + 8] = ms;
  }

  /** How often the slot was used before. */
  generation(slot: number): number {
    return this.words[slot * 16 + 18] as number;
  }

  setGeneration(slot: number, generation: number): void {
    this.words[slot * 16 + 18] = generation;
  }

  /** The first of the packet's claims. */
  claims(slot: number): number {
    return this.words[slot * 16 + 19] as number;
  }

  setClaims(slot: number, claim: number): void {
    this.words[slot * 16 + 19] = claim;
  }

  /** Shares in all; those granted, opened ones included; those opened. */
  shares(slot: number): number {
    return this.words[slot * 16 + 20] as number;
  }

  setShares(slot: number, shares: number): void {
    this.words[slot * 16 + 20] = shares;
  }

  granted(slot: number): number {
    return this.words[slot * 16 + 21] as number;
  }

  setGranted(slot: number, granted: number): void {
    this.words[slot * 16 + 21] = granted;
  }

  opened(slot: number): number {
    return this.words[slot * 16 + 22] as number;
  }

  setOpened(slot: number, opened: number): void {
    this.words[slot * 16 + 22] = opened;
  }

  /** A bit for each remainder by 32 that the number of a member with a share leaves: most who have none are known by it. */
  members(slot: number): number {
    return this.words[slot * 16 + 23] as number;
  }

  setMembers(slot: number, bits: number): void {
    this.words[slot * 16 + 23] = bits;
  }

  /** Amount left, and amount put in [fen]. */
  remainingFen(slot: number): number {
    return this.halfWords[slot * 8 + 14] as number;
  }

  setRemainingFen(slot: number, fen: number): void {
    this.halfWords[slot * 8 + 14] = fen;
  }

  amountFen(slot: number): number {
    return this.halfWords[slot * 8 + 15] as number;
  }

  setAmountFen(slot: number, fen: number): void {
    this.halfWords[slot * 8 + 15] = fen;
  }

  /** Its neighbours in the chain of live packets, or of closed ones. */
  older(slot: number): number {
    return this.halfWords[slot * 8 + 16] as number;
  }

  setOlder(slot: number, other: number): void {
    this.halfWords[slot * 8 + 16] = other;
  }

  newer(slot: number): number {
    return this.halfWords[slot * 8 + 17] as number;
  }

  setNewer(slot: number, other: number): void {
    this.halfWords[slot * 8 + 17] = other;
  }

  creator(slot: number): number {
    return this.halfWords[slot * 8 + 18] as number;
  }

  setCreator(slot: number, user: number): void {
    this.halfWords[slot * 8 + 18] = user;
  }

  /** Whether the packet was shared, 0 or 1. */
  shared(slot: number): number {
    return this.halfWords[slot * 8 + 19] as number;
  }

  setShared(slot: number, shared: number): void {
    this.halfWords[slot * 8 + 19] = shared;
  }

  /** The packet's newest entry in the replica group's log. */
  entry(slot: number): number {
    return this.times[slot * 8 + 12] as number;
  }

  setEntry(slot: number, entry: number): void {
    this.times[slot * 8 + 12] = entry;
  }

  /** When the packet was put into the cache, or will be once it is read [ms]. */
  cachedAtMs(slot: number): number {
    return this.times[slot * 8 + 13] as number;
  }

  setCachedAtMs(slot: number, ms: number): void {
    this.times[slot * 8 + 13] = ms;
  }

  /** Until when a transaction that met no other keeps the packet's row locked [ms]. */
  heldUntilMs(slot: number): number {
    return this.halves[slot * 4 + 6] as number;
  }

  setHeldUntilMs(slot: number, ms: number): void {
    this.halves[slot * 4 + 6] = ms;
  }

  protected enlargeTo(slots: number): void {
    this.times = enlarge(this.times, slots * 8 + FIRST);
    this.words = new Int32Array(this.times.buffer);
    this.halves = enlarge(this.halves, slots * 4 + FIRST);
    this.halfWords = new Int32Array(this.halves.buffer);
  }
}
