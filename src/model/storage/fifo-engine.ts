import { GRAB_OUTCOME, type GrabOutcome } from "./grab-engine.ts";
import { PacketEngine, type PacketEngineOptions } from "./packet-engine.ts";

export interface FifoEngineOptions extends PacketEngineOptions {
  /** How long one request holds its packet's queue [ms]. */
  serialMs: number;
  /** How many transactions of one packet may be in the database at a time. */
  transactionsMax: number;
}

const OPEN = 1;

/**
 * The engine of 2017: all requests of a packet go through one queue on one server, one at a time; a counter caps how
 * many openings of the packet are in the database, above it they are refused. So few ever wait for the row's lock.
 *
 * A grab reserves a share in memory; an opening draws the amount and is acknowledged by the database:
 * start = max(now, packet free), free = start + serial, then the transaction.
 * Not modelled: loss of the server that holds the queue (its state is rebuilt from the database at once).
 */
export class FifoEngine extends PacketEngine {
  private readonly serialMs: number;
  private readonly transactionsMax: number;

  constructor(options: FifoEngineOptions) {
    super(options);
    this.serialMs = options.serialMs;
    this.transactionsMax = options.transactionsMax;
  }

  grab(nowMs: number, ref: number, member: number): GrabOutcome {
    const { store } = this;
    const slot = store.find(ref);
    if (slot < 0) return this.answer(nowMs, GRAB_OUTCOME.gone);
    const freeMs = this.passQueue(slot, nowMs);
    const claim = store.claimOf(slot, member);
    if (claim >= 0 && store.isOpened(claim)) return this.answer(freeMs, GRAB_OUTCOME.granted);
    const full = store.granted(slot) >= store.shares(slot);
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
    // A retry that overtakes its own transaction is answered when that is acknowledged.
    if (store.isOpened(claim)) return this.paid(claim, freeMs);
    if (!store.isLive(slot, freeMs)) return this.answer(freeMs, GRAB_OUTCOME.gone);
    const present = store.transactionsAt(slot, freeMs) + this.transactions.presentAt(slot);
    if (present >= this.transactionsMax) {
      this.counts.refusedAtCap++;
      return this.answer(freeMs, GRAB_OUTCOME.refused);
    }
    return this.transact(OPEN, slot, freeMs, ref, member);
  }

  protected perform(_kind: number, ref: number, member: number, nowMs: number): GrabOutcome {
    const { store } = this;
    const slot = store.find(ref);
    const claim = slot < 0 ? -1 : store.claimOf(slot, member);
    if (claim < 0) return this.answer(nowMs, GRAB_OUTCOME.gone);
    if (store.isOpened(claim)) return this.paid(claim, nowMs);
    if (!store.isLive(slot, nowMs)) return this.answer(nowMs, GRAB_OUTCOME.gone);
    return this.pay(slot, claim, member, nowMs);
  }

  /** Takes the packet's turn; returns when it ends [ms]. */
  private passQueue(slot: number, nowMs: number): number {
    const freeMs = Math.max(nowMs, this.store.freeAtMs(slot)) + this.serialMs;
    this.store.setFreeAtMs(slot, freeMs);
    return freeMs;
  }
}
