import { GRAB_OUTCOME, type GrabOutcome } from "./grab-engine.ts";
import { PacketEngine } from "./packet-engine.ts";

const GRAB = 1;

/**
 * The engine of 2014: everything in the database. A grab locks the packet's row, takes a share, draws the amount and
 * commits, so that the member has it on the first tap; whoever comes too late has to have the lock to learn it. An
 * opening only looks at what the grab has done.
 */
export class DbEngine extends PacketEngine {
  override needsDatabase(): boolean {
    return true;
  }

  grab(nowMs: number, ref: number, member: number): GrabOutcome {
    const slot = this.store.find(ref);
    if (slot < 0) return this.answer(nowMs, GRAB_OUTCOME.gone);
    return this.transact(GRAB, slot, nowMs, ref, member);
  }

  open(nowMs: number, ref: number, member: number): GrabOutcome {
    const { store } = this;
    const slot = store.find(ref);
    if (slot < 0) return this.answer(nowMs, GRAB_OUTCOME.gone);
    const claim = store.claimOf(slot, member);
    if (claim >= 0) return this.paid(claim, nowMs);
    return this.answer(nowMs, store.isLive(slot, nowMs) ? GRAB_OUTCOME.notGranted : GRAB_OUTCOME.gone);
  }

  protected perform(_kind: number, ref: number, member: number, nowMs: number): GrabOutcome {
    const { store } = this;
    const slot = store.find(ref);
    if (slot < 0) return this.answer(nowMs, GRAB_OUTCOME.gone);
    const claim = store.claimOf(slot, member);
    if (claim >= 0) {
      this.paid(claim, nowMs);
      return GRAB_OUTCOME.granted;
    }
    if (store.granted(slot) >= store.shares(slot)) {
      return this.answer(nowMs, GRAB_OUTCOME.empty);
    }
    if (!store.isLive(slot, nowMs)) return this.answer(nowMs, GRAB_OUTCOME.gone);
    const outcome = this.pay(slot, -1, member, nowMs);
    return outcome === GRAB_OUTCOME.opened ? GRAB_OUTCOME.granted : outcome;
  }
}
