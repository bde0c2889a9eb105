import type { Simulation } from "../../kernel/simulation.ts";
import type { SetCell } from "../site/set-cell.ts";
import { drawAmountFen } from "../storage/amount.ts";
import { GRAB_OUTCOME, type GrabOutcome } from "../storage/grab-engine.ts";
import { READ_SOURCE } from "../storage/read-path.ts";
import { NONE_LEFT, NOT_THERE, OK, PACKET_BUSY, SET_BUSY, UNAVAILABLE } from "./mail.ts";
import { orderNumber, packetOfOrder } from "./order-number.ts";
import { GRAB, OPEN, SEND, SHAKE } from "./step.ts";

/**
 * What a set does with a call, by step: create the order of a shake that won or of a send; reserve a share; open one;
 * take note that a packet is shared. The answer's particulars are fields, valid until the next call.
 *
 * A set answers as soon as the database has acknowledged. Putting the money into a wallet is left to a message.
 */
export class SetService {
  /** Status of the last call, as `mail.ts` numbers them. */
  status = OK;
  /** Order created, or amount opened [fen]. */
  value = 0;
  /** Whether something was left out of the answer. */
  degraded = false;
  /** When the answer leaves the set [ms]. */
  doneMs = 0;

  private readonly keptShares: readonly number[];
  private readonly publishHandlers = new Map<SetCell, number>();
  private readonly sim: Simulation;

  /** @param keptShares shares that the creator keeps, by step of the creation */
  constructor(sim: Simulation, cells: readonly SetCell[], keptShares: readonly number[]) {
    this.sim = sim;
    this.keptShares = keptShares;
    for (const cell of cells) {
      const { queue, name } = cell.parts;
      const handler = sim.register((claim) => queue.publish(sim.now, claim), `${name} publish`);
      this.publishHandlers.set(cell, handler);
    }
  }

  /** Serves a call that reaches the set now. */
  serve(cell: SetCell, step: number, value: number, member: number, shares: number): void {
    const nowMs = this.sim.now;
    this.value = 0;
    this.degraded = false;
    this.doneMs = nowMs;
    if (!cell.enter(nowMs)) this.status = SET_BUSY;
    else if (step === SHAKE || step === SEND) this.create(cell, step, value, shares, member);
    else if (step === GRAB) this.grab(cell, value, member);
    else if (step === OPEN) this.open(cell, value, member);
    else this.share(cell, value);
  }

  private create(cell: SetCell, step: number, amountFen: number, shares: number, user: number): void {
    const { engine, index } = cell.parts;
    if (cell.databaseDown) {
      this.cannot(cell);
      return;
    }
    const outcome = engine.create(cell.readyMs, amountFen, shares, user);
    if (outcome !== GRAB_OUTCOME.created) {
      this.cannot(cell);
      return;
    }
    cell.created++;
    this.status = OK;
    this.doneMs = engine.doneAtMs;
    this.value = orderNumber(index, engine.ref);
    for (let kept = this.keptShares[step] as number; kept > 0; kept--) this.keep(cell, engine.ref, kept);
  }

  /** The creator's own share is opened in the transaction that makes the packet. Its members count down from -1. */
  private keep(cell: SetCell, ref: number, kept: number): void {
    const { packets, ledger, stream } = cell.parts;
    const slot = packets.find(ref);
    const sharesLeft = (packets.shares[slot] as number) - (packets.opened[slot] as number);
    const amountFen = drawAmountFen(stream, packets.remainingFen[slot] as number, sharesLeft);
    packets.pay(slot, packets.grant(slot, -kept), amountFen, this.doneMs);
    ledger.open(amountFen);
    this.owe(cell, amountFen);
  }

  private grab(cell: SetCell, order: number, member: number): void {
    const { engine } = cell.parts;
    this.degraded = cell.givesUp("avatars");
    const outcome = engine.grab(cell.readyMs, packetOfOrder(order), member);
    // A packet that has been emptied and forgotten has no share left either.
    this.status = outcome === GRAB_OUTCOME.gone ? NONE_LEFT : statusOf(outcome);
    this.doneMs = engine.doneAtMs;
  }

  private open(cell: SetCell, order: number, member: number): void {
    const { engine } = cell.parts;
    if (cell.databaseDown) {
      this.cannot(cell);
      return;
    }
    const outcome = engine.open(cell.readyMs, packetOfOrder(order), member);
    this.status = statusOf(outcome);
    this.doneMs = engine.doneAtMs;
    if (outcome === GRAB_OUTCOME.unavailable) {
      this.cannot(cell);
      return;
    }
    if (outcome !== GRAB_OUTCOME.opened) return;
    this.value = engine.amountFen;
    this.degraded = cell.givesUp("avatars") || cell.givesUp("credit");
    if (engine.firstTime) {
      cell.opened++;
      this.owe(cell, engine.amountFen);
    }
    this.readDetails(cell, packetOfOrder(order));
  }

  /** The page that shows who got what: read with R copies, from the caches first; left out when nobody answers. */
  private readDetails(cell: SetCell, ref: number): void {
    const { packets, reads } = cell.parts;
    const slot = packets.find(ref);
    if (cell.givesUp("details") || slot < 0) {
      this.degraded = true;
      return;
    }
    const source = reads.read(this.doneMs, packets.entry[slot] as number, packets.cachedAtMs[slot] as number);
    if (source === READ_SOURCE.none) this.degraded = true;
    else this.doneMs = reads.doneAtMs;
  }

  private share(cell: SetCell, order: number): void {
    const { packets } = cell.parts;
    this.status = packets.find(packetOfOrder(order)) < 0 ? NOT_THERE : OK;
    this.doneMs = cell.readyMs;
  }

  /** A share opened is owed to its user from the commit on; the message to the wallet is published then. */
  private owe(cell: SetCell, amountFen: number): void {
    const claim = cell.parts.centre.owe(this.doneMs, this.doneMs, amountFen);
    this.sim.at(this.doneMs, this.publishHandlers.get(cell) as number, claim);
  }

  private cannot(cell: SetCell): void {
    cell.unavailable++;
    this.status = UNAVAILABLE;
    this.doneMs = cell.readyMs;
  }
}

function statusOf(outcome: GrabOutcome): number {
  switch (outcome) {
    case GRAB_OUTCOME.created:
    case GRAB_OUTCOME.granted:
    case GRAB_OUTCOME.opened:
      return OK;
    case GRAB_OUTCOME.empty:
      return NONE_LEFT;
    case GRAB_OUTCOME.gone:
    case GRAB_OUTCOME.notGranted:
      return NOT_THERE;
    case GRAB_OUTCOME.refused:
      return PACKET_BUSY;
    case GRAB_OUTCOME.unavailable:
      return UNAVAILABLE;
  }
}
