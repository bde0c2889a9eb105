import type { RandomStream } from "../../kernel/random.ts";
import { drawAmountFen } from "./amount.ts";
import { GRAB_OUTCOME, type GrabEngine, type GrabOutcome } from "./grab-engine.ts";
import type { Ledger } from "./ledger.ts";
import type { PacketStore } from "./packet-store.ts";
import type { RateLimit } from "./rate-limit.ts";
import type { ReplicaGroup } from "./replica-group.ts";

export interface FifoEngineOptions {
  /** How long one request holds its packet's queue [ms]. */
  serialMs: number;
  /** How many transactions of one packet may be in the database at a time. */
  transactionsMax: number;
  store: PacketStore;
  ledger: Ledger;
  /** Commits a second of the set's database. */
  commits: RateLimit;
  group: ReplicaGroup;
  /** Draws the amounts. */
  stream: RandomStream;
}

/**
 * The engine of 2017: all requests of a packet go through one queue on one server, one at a time, so nothing
 * is locked; a counter caps how many openings of the packet are in the database, above it they are refused.
 *
 * A grab reserves a share in memory; an opening draws the amount and is acknowledged by the database:
 * start = max(now, packet free), free = start + serial, commit = group.write(commits.arrive(free)).
 * Not modelled: loss of the server that holds the queue (its state is rebuilt from the database at once).
 */
export class FifoEngine implements GrabEngine {
  doneAtMs = 0;
  amountFen = 0;
  firstTime = false;
  ref = -1;
  /** Openings refused at the cap. */
  refusedCount = 0;

  private readonly serialMs: number;
  private readonly transactionsMax: number;
  private readonly store: PacketStore;
  private readonly ledger: Ledger;
  private readonly commits: RateLimit;
  private readonly group: ReplicaGroup;
  private readonly stream: RandomStream;

  constructor(options: FifoEngineOptions) {
    this.serialMs = options.serialMs;
    this.transactionsMax = options.transactionsMax;
    this.store = options.store;
    this.ledger = options.ledger;
    this.commits = options.commits;
    this.group = options.group;
    this.stream = options.stream;
  }

  create(nowMs: number, amountFen: number, shares: number, creator: number): GrabOutcome {
    const committedMs = this.group.write(this.commits.arrive(nowMs), -1);
    if (committedMs === Number.POSITIVE_INFINITY) return this.answer(nowMs, GRAB_OUTCOME.unavailable);
    this.ref = this.store.create(amountFen, shares, creator, committedMs);
    this.store.entry[this.store.find(this.ref)] = this.group.entry;
    this.ledger.create(amountFen);
    this.doneAtMs = committedMs;
    this.firstTime = true;
    return GRAB_OUTCOME.created;
  }

  grab(nowMs: number, ref: number, member: number): GrabOutcome {
    const { store } = this;
    const slot = store.find(ref);
    if (slot < 0) return this.answer(nowMs, GRAB_OUTCOME.gone);
    const freeMs = this.passQueue(slot, nowMs);
    const claim = store.claimOf(slot, member);
    if (claim >= 0 && store.isOpened(claim)) return this.answer(freeMs, GRAB_OUTCOME.granted);
    const full = (store.granted[slot] as number) >= (store.shares[slot] as number);
    if (!store.isLive(slot, freeMs))
      return this.answer(freeMs, full ? GRAB_OUTCOME.empty : GRAB_OUTCOME.gone);
    if (claim >= 0) return this.answer(freeMs, GRAB_OUTCOME.granted);
    if (full) return this.answer(freeMs, GRAB_OUTCOME.empty);
    store.grant(slot, member);
    this.answer(freeMs, GRAB_OUTCOME.granted);
    this.firstTime = true;
    return GRAB_OUTCOME.granted;
  }

  open(nowMs: number, ref: number, member: number): GrabOutcome {
    const { store } = this;
    const slot = store.find(ref);
    if (slot < 0) return this.answer(nowMs, GRAB_OUTCOME.gone);
    const freeMs = this.passQueue(slot, nowMs);
    const claim = store.claimOf(slot, member);
    if (claim < 0) {
      return this.answer(freeMs, store.isLive(slot, freeMs) ? GRAB_OUTCOME.notGranted : GRAB_OUTCOME.gone);
    }
    if (store.isOpened(claim)) {
      // A retry that overtakes its own transaction is answered when that is acknowledged.
      this.answer(Math.max(freeMs, store.doneAtMs[claim] as number), GRAB_OUTCOME.opened);
      this.amountFen = store.claimFen[claim] as number;
      return GRAB_OUTCOME.opened;
    }
    if (!store.isLive(slot, freeMs)) return this.answer(freeMs, GRAB_OUTCOME.gone);
    if (store.transactionsAt(slot, freeMs) >= this.transactionsMax) {
      this.refusedCount++;
      return this.answer(freeMs, GRAB_OUTCOME.refused);
    }
    return this.commit(slot, claim, freeMs);
  }

  expireUntil(nowMs: number): void {
    while (this.store.nextExpiryMs() <= nowMs) this.ledger.refund(this.store.expireOldest(nowMs));
  }

  private commit(slot: number, claim: number, freeMs: number): GrabOutcome {
    const { store, group } = this;
    const committedMs = group.write(this.commits.arrive(freeMs), store.entry[slot] as number);
    if (committedMs === Number.POSITIVE_INFINITY) return this.answer(freeMs, GRAB_OUTCOME.unavailable);
    const sharesLeft = (store.shares[slot] as number) - (store.opened[slot] as number);
    const amountFen = drawAmountFen(this.stream, store.remainingFen[slot] as number, sharesLeft);
    store.entry[slot] = group.entry;
    store.pay(slot, claim, amountFen, committedMs);
    this.ledger.open(amountFen);
    this.answer(committedMs, GRAB_OUTCOME.opened);
    this.amountFen = amountFen;
    this.firstTime = true;
    return GRAB_OUTCOME.opened;
  }

  /** Takes the packet's turn; returns when it ends [ms]. */
  private passQueue(slot: number, nowMs: number): number {
    const freeMs = Math.max(nowMs, this.store.freeAtMs[slot] as number) + this.serialMs;
    this.store.freeAtMs[slot] = freeMs;
    return freeMs;
  }

  private answer(doneAtMs: number, outcome: GrabOutcome): GrabOutcome {
    this.doneAtMs = doneAtMs;
    this.amountFen = 0;
    this.firstTime = false;
    return outcome;
  }
}
