import type { Distribution } from "../../kernel/distribution.ts";
import type { RandomStream } from "../../kernel/random.ts";
import type { Cache } from "./cache.ts";
import { CachedCounters } from "./cached-counters.ts";
import { CounterRaces } from "./counter-races.ts";
import { GRAB_OUTCOME, type GrabOutcome } from "./grab-engine.ts";
import { PacketEngine, type PacketEngineOptions } from "./packet-engine.ts";

export interface CasEngineOptions extends PacketEngineOptions {
  /** Time of one operation on the counter in the cache [ms]. */
  operationMs: Distribution;
  /** How often a member who has lost a race tries again. */
  retries: number;
  /** What becomes of one who has lost them all: let through without a share reserved, or refused. */
  losers: "pass" | "refuse";
  /** The cache that has the counters; default one that is never lost. */
  cache?: Cache;
  /** Draws the operations' times. */
  operations: RandomStream;
}

const OPEN = 1;

/**
 * The engine of 2015: a grab takes one off a counter in the cache by compare-and-swap, an opening is a transaction in
 * the database. Nobody queues; who loses too many races is let through all the same, for a grab need not be exact. The
 * opening is: shares go to those who open first, and who comes last has "grabbed" and finds the packet empty.
 *
 * A counter lost with the cache is read from the database, with what has been opened; while no cache is there nobody can
 * swap, and all who grab are losers.
 *
 * A grab reads the counter (one operation) and swaps it (one more); a swap that fails tells the value it met, so a
 * retry is one operation more.
 */
export class CasEngine extends PacketEngine {
  private readonly operationMs: Distribution;
  private readonly retries: number;
  private readonly losers: "pass" | "refuse";
  private readonly operations: RandomStream;
  private readonly races = new CounterRaces();
  private readonly counters: CachedCounters;
  /** By slot: members who may open without a share of their own, and whether they have found the packet empty. */
  private readonly through = new Map<number, Map<number, boolean>>();

  constructor(options: CasEngineOptions) {
    super(options);
    this.operationMs = options.operationMs;
    this.retries = options.retries;
    this.losers = options.losers;
    this.operations = options.operations;
    this.counters = new CachedCounters(options.cache);
  }

  override needsDatabase(ref: number): boolean {
    const { store, counters } = this;
    const slot = store.find(ref);
    if (slot < 0 || !counters.inReach) return false;
    return !counters.has(slot, store.createdMs(slot), Number.POSITIVE_INFINITY);
  }

  grab(nowMs: number, ref: number, member: number): GrabOutcome {
    const { store, counters } = this;
    const slot = store.find(ref);
    let seenMs = nowMs + this.operation();
    if (slot < 0) return this.answer(seenMs, GRAB_OUTCOME.gone);
    if (store.claimOf(slot, member) >= 0 || this.wasLetThrough(slot, member))
      return this.answer(seenMs, GRAB_OUTCOME.granted);
    if (!counters.inReach) {
      // The database tells those who open that nothing is left; an expired packet is on nobody's page.
      if (!store.isLive(slot, seenMs) && store.opened(slot) < store.shares(slot))
        return this.answer(seenMs, GRAB_OUTCOME.gone);
      this.counts.withoutCache++;
      return this.loses(slot, member, seenMs);
    }
    if (!counters.has(slot, store.createdMs(slot), seenMs)) {
      seenMs = this.readCounter(slot, seenMs);
      if (seenMs === Number.POSITIVE_INFINITY) return this.answer(nowMs, GRAB_OUTCOME.unavailable);
    }
    const full = store.granted(slot) - counters.forgottenOf(slot) >= store.shares(slot);
    if (full) return this.answer(seenMs, GRAB_OUTCOME.empty);
    if (!store.isLive(slot, seenMs)) return this.answer(seenMs, GRAB_OUTCOME.gone);
    for (let attempt = 0; attempt <= this.retries; attempt++) {
      const swapMs = seenMs + this.operation();
      if (this.races.swap(slot, seenMs, swapMs)) {
        this.reserve(slot, member);
        this.answer(swapMs, GRAB_OUTCOME.granted);
        this.firstTime = true;
        return GRAB_OUTCOME.granted;
      }
      this.counts.lostRaces++;
      seenMs = swapMs;
    }
    return this.loses(slot, member, seenMs);
  }

  /** The counter is not in the cache: it is made of what the database says is opened. Infinity when that says nothing. */
  private readCounter(slot: number, nowMs: number): number {
    const { store, database, counters } = this;
    this.counts.countersRead++;
    const thereMs = database.read(nowMs, store.entry(slot));
    if (thereMs === Number.POSITIVE_INFINITY) return thereMs;
    const opened = Math.max(0, store.opened(slot) - database.versionsMissed);
    counters.putBack(slot, thereMs, store.granted(slot) - opened);
    return thereMs;
  }

  /** A share is reserved; where all are, by grabs that the counter has forgotten, the member is let through like those. */
  private reserve(slot: number, member: number): void {
    const { store } = this;
    if (store.granted(slot) < store.shares(slot)) store.grant(slot, member);
    else {
      this.counters.replaceForgotten(slot);
      this.letThrough(slot, member);
    }
  }

  private loses(slot: number, member: number, atMs: number): GrabOutcome {
    if (this.losers === "refuse") return this.answer(atMs, GRAB_OUTCOME.refused);
    this.counts.letThrough++;
    this.letThrough(slot, member);
    return this.answer(atMs, GRAB_OUTCOME.granted);
  }

  open(nowMs: number, ref: number, member: number): GrabOutcome {
    const { store } = this;
    const slot = store.find(ref);
    if (slot < 0) return this.answer(nowMs, GRAB_OUTCOME.gone);
    const claim = store.claimOf(slot, member);
    if (claim >= 0 && store.isOpened(claim)) return this.paid(claim, nowMs);
    if (claim < 0 && !this.wasLetThrough(slot, member)) {
      return this.answer(nowMs, store.isLive(slot, nowMs) ? GRAB_OUTCOME.notGranted : GRAB_OUTCOME.gone);
    }
    return this.transact(OPEN, slot, nowMs, ref, member);
  }

  protected perform(_kind: number, ref: number, member: number, nowMs: number): GrabOutcome {
    const { store } = this;
    const slot = store.find(ref);
    if (slot < 0) return this.answer(nowMs, GRAB_OUTCOME.gone);
    const claim = store.claimOf(slot, member);
    if (claim >= 0 && store.isOpened(claim)) return this.paid(claim, nowMs);
    if (store.opened(slot) === store.shares(slot)) {
      this.noteEmpty(slot, member);
      return this.answer(nowMs, GRAB_OUTCOME.empty);
    }
    if (!store.isLive(slot, nowMs)) return this.answer(nowMs, GRAB_OUTCOME.gone);
    return this.pay(slot, claim >= 0 ? claim : this.shareFor(slot, member), member, nowMs);
  }

  protected override created(slot: number): void {
    this.races.reset(slot);
    this.counters.reset(slot);
    this.through.delete(slot);
  }

  /**
   * The share that one who was let through opens: the next one (-1), or one reserved for somebody slower, who then has
   * none of their own either.
   */
  private shareFor(slot: number, member: number): number {
    const { store } = this;
    const granted = store.granted(slot);
    if (granted < store.shares(slot)) return -1;
    let i = 0;
    while (store.isOpened(store.claimAt(slot, i))) i++;
    const claim = store.claimAt(slot, i);
    this.letThrough(slot, store.claimed.member(claim));
    store.handOver(slot, claim, member);
    return claim;
  }

  private wasLetThrough(slot: number, member: number): boolean {
    return this.through.get(slot)?.has(member) === true;
  }

  private letThrough(slot: number, member: number): void {
    const members = this.through.get(slot) ?? new Map<number, boolean>();
    this.through.set(slot, members.set(member, false));
  }

  private noteEmpty(slot: number, member: number): void {
    const members = this.through.get(slot);
    if (members?.get(member) !== false) return;
    members.set(member, true);
    this.counts.emptyWhenOpened++;
  }

  private operation(): number {
    return this.operationMs.sample(this.operations);
  }
}
