import type { Simulation } from "../../kernel/simulation.ts";
import type { SetCell } from "../site/set-cell.ts";
import { drawAmountFen } from "../storage/amount.ts";
import { GRAB_OUTCOME, type GrabOutcome } from "../storage/grab-engine.ts";
import { READ_SOURCE, type ReadSource } from "../storage/read-path.ts";
import {
  GIVEN_UP,
  LATER,
  NONE_LEFT,
  NOT_THERE,
  OK,
  PACKET_BUSY,
  PENDING,
  SET_BUSY,
  TOO_LATE,
  UNAVAILABLE,
} from "./mail.ts";
import { orderNumber, packetOfOrder, userOfMember } from "./order-number.ts";
import { GRAB, OPEN, SEND, SHAKE } from "./step.ts";

/** A call that waits in a database: what is asked of which order, by whom, and when it came in [ms]. */
interface PendingCall {
  step: number;
  order: number;
  user: number;
  enteredMs: number;
}

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
  /** The number of a call that is PENDING, when it is served and when it is answered. */
  call = 0;
  /** Told when a pending call has its answer. */
  onAnswered: (call: number) => void = () => {};

  private readonly keptShares: readonly number[];
  /** Whose call is served. */
  private user = 0;
  private readonly sim: Simulation;
  /** By number. */
  private readonly pending = new Map<number, PendingCall>();

  /** @param keptShares shares that the creator keeps, by step of the creation */
  constructor(sim: Simulation, cells: readonly SetCell[], keptShares: readonly number[]) {
    this.sim = sim;
    this.keptShares = keptShares;
    for (const cell of cells)
      cell.parts.engine.onSettled = (ticket, outcome) => this.settled(cell, ticket, outcome);
  }

  /** Serves a call that reaches the set now, and whose answer is waited for until untilMs. */
  serve(
    cell: SetCell,
    step: number,
    value: number,
    member: number,
    shares: number,
    untilMs: number = Number.POSITIVE_INFINITY,
  ): void {
    const nowMs = this.sim.now;
    this.value = 0;
    this.degraded = false;
    this.doneMs = nowMs;
    const creates = step === SHAKE || step === SEND;
    this.user = creates ? member : userOfMember(value, member);
    if ((step === OPEN && cell.leavesOut("open")) || (step === GRAB && cell.leavesOut("grab"))) {
      this.status = GIVEN_UP;
      return;
    }
    if (!cell.enter(nowMs, cell.priorityOf(step, creates ? -1 : value, member, nowMs), untilMs)) {
      this.status = cell.skipped ? TOO_LATE : SET_BUSY;
      this.doneMs = cell.readyMs;
      return;
    }
    if (cell.fails()) this.cannot(cell, cell.readyMs);
    else if (step === SHAKE && shares === 0) this.noLuck(cell);
    else if (creates) this.create(cell, step, value, shares, member);
    else if (step === GRAB) this.grab(cell, value, member);
    else if (step === OPEN) this.open(cell, value, member);
    else this.share(cell, value);
    if (this.status !== PENDING) cell.left(nowMs, this.doneMs);
  }

  /** A shake that has not won needs the logic, and nothing of the data. */
  private noLuck(cell: SetCell): void {
    this.status = NONE_LEFT;
    this.doneMs = cell.readyMs;
  }

  private create(cell: SetCell, step: number, amountFen: number, shares: number, user: number): void {
    const { engine } = cell.parts;
    if (cell.databaseDown) {
      this.cannot(cell, cell.readyMs);
      return;
    }
    this.created(cell, step, engine.create(cell.readyMs, amountFen, shares, user));
  }

  private created(cell: SetCell, step: number, outcome: GrabOutcome): void {
    const { engine, index } = cell.parts;
    if (!this.finished(cell, step, 0, outcome)) return;
    cell.created++;
    cell.parts.office.ordered(this.doneMs, this.user);
    this.value = orderNumber(index, engine.ref);
    for (let kept = this.keptShares[step] as number; kept > 0; kept--) this.keep(cell, engine.ref, kept);
  }

  /** The creator's own share is opened in the transaction that makes the packet. Its members count down from -1. */
  private keep(cell: SetCell, ref: number, kept: number): void {
    const { packets, ledger, office, stream } = cell.parts;
    const slot = packets.find(ref);
    const sharesLeft = packets.shares(slot) - packets.opened(slot);
    const amountFen = drawAmountFen(stream, packets.remainingFen(slot), sharesLeft);
    packets.pay(slot, packets.grant(slot, -kept), amountFen, this.doneMs);
    ledger.open(amountFen);
    office.opened(this.doneMs, amountFen, this.user);
  }

  private grab(cell: SetCell, order: number, member: number): void {
    const { engine } = cell.parts;
    if (cell.databaseDown && engine.needsDatabase(packetOfOrder(order))) {
      this.later(cell, order, cell.readyMs);
      return;
    }
    this.grabbed(cell, order, engine.grab(cell.readyMs, packetOfOrder(order), member));
  }

  private grabbed(cell: SetCell, order: number, outcome: GrabOutcome): void {
    const { engine } = cell.parts;
    this.degraded = cell.leavesOut("avatars");
    // A packet that has been emptied and forgotten has no share left either.
    const told = outcome === GRAB_OUTCOME.gone ? GRAB_OUTCOME.empty : outcome;
    if (this.finished(cell, GRAB, order, told) && engine.firstTime && engine.amountFen > 0) this.pay(cell);
  }

  private open(cell: SetCell, order: number, member: number): void {
    if (cell.databaseDown) {
      if (!this.openedBefore(cell, order, member)) this.later(cell, order, cell.readyMs);
      return;
    }
    if (cell.pushesBack) {
      cell.refused++;
      this.status = SET_BUSY;
      this.doneMs = cell.readyMs;
      return;
    }
    this.openedAs(cell, order, cell.parts.engine.open(cell.readyMs, packetOfOrder(order), member));
  }

  private openedAs(cell: SetCell, order: number, outcome: GrabOutcome): void {
    const { engine } = cell.parts;
    if (!this.finished(cell, OPEN, order, outcome)) return;
    this.value = engine.amountFen;
    for (const what of WITHOUT) if (cell.leavesOut(what)) this.degraded = true;
    if (engine.firstTime) this.pay(cell);
    this.readDetails(cell, packetOfOrder(order));
  }

  /** A call has waited long enough in the database. */
  private settled(cell: SetCell, ticket: number, outcome: GrabOutcome): void {
    const call = callNumber(cell, ticket);
    const { step, order, user, enteredMs } = this.pending.get(call) as PendingCall;
    this.pending.delete(call);
    this.user = user;
    this.value = 0;
    this.degraded = false;
    if (step === GRAB) this.grabbed(cell, order, outcome);
    else if (step === OPEN) this.openedAs(cell, order, outcome);
    else this.created(cell, step, outcome);
    cell.left(enteredMs, this.doneMs);
    this.call = call;
    this.onAnswered(call);
  }

  /** Notes how the engine answered; false when the user did not get what was asked for, or not yet. */
  private finished(cell: SetCell, step: number, order: number, outcome: GrabOutcome): boolean {
    const { engine } = cell.parts;
    this.doneMs = engine.doneAtMs;
    if (outcome === GRAB_OUTCOME.pending) {
      this.status = PENDING;
      this.call = callNumber(cell, engine.ticket);
      this.pending.set(this.call, { step, order, user: this.user, enteredMs: this.sim.now });
      return false;
    }
    if (outcome === GRAB_OUTCOME.unavailable) {
      if (step === GRAB || step === OPEN) this.later(cell, order, engine.doneAtMs);
      else this.cannot(cell, engine.doneAtMs);
      return false;
    }
    this.status = statusOf(outcome);
    return this.status === OK;
  }

  private pay(cell: SetCell): void {
    const { amountFen, claim, entry } = cell.parts.engine;
    cell.opened++;
    cell.sessions.begin(claim);
    cell.sessions.wrote(claim, entry);
    cell.parts.office.opened(this.doneMs, amountFen, this.user);
  }

  /** The page that shows who got what: read with R copies, from the caches first; left out when nobody answers. */
  private readDetails(cell: SetCell, ref: number): void {
    const { packets, reads, engine } = cell.parts;
    const slot = packets.find(ref);
    if (cell.leavesOut("details") || slot < 0) {
      this.degraded = true;
      return;
    }
    const source = reads.read(this.doneMs, packets.entry(slot), packets.cachedAtMs(slot));
    packets.setCachedAtMs(slot, reads.cachedAtMs);
    if (source === READ_SOURCE.none) {
      this.degraded = true;
      return;
    }
    this.doneMs = reads.doneAtMs;
    // What somebody else's read has found is not known here.
    if (source !== READ_SOURCE.shared) cell.sessions.read(engine.claim, reads.seen);
  }

  private share(cell: SetCell, order: number): void {
    const { packets } = cell.parts;
    this.status = packets.find(packetOfOrder(order)) < 0 ? NOT_THERE : OK;
    if (this.status === OK && cell.leavesOut("share")) this.degraded = true;
    this.doneMs = cell.readyMs;
  }

  /** An opening asked for again, of a share that was opened before the database went away: a cache may know the amount. */
  private openedBefore(cell: SetCell, order: number, member: number): boolean {
    const { packets } = cell.parts;
    const slot = packets.find(packetOfOrder(order));
    const claim = slot < 0 ? -1 : packets.claimOf(slot, member);
    if (claim < 0 || !packets.isOpened(claim)) return false;
    if (this.readPage(cell, order, cell.readyMs) === READ_SOURCE.none) return false;
    cell.readAgain++;
    this.status = OK;
    this.value = packets.claimed.fen(claim);
    return true;
  }

  /**
   * What is asked needs a write that the database cannot do now, and the order lives here: nobody else can. The user is
   * told so, on the page of the packet where caches or copies have it.
   */
  private later(cell: SetCell, order: number, atMs: number): void {
    const source = this.readPage(cell, order, atMs);
    cell.unavailable++;
    cell.later[source] = (cell.later[source] as number) + 1;
    this.status = LATER;
  }

  /** Reads a packet's page while its database cannot be written: `doneMs` is when it is there, atMs where nobody has it. */
  private readPage(cell: SetCell, order: number, atMs: number): ReadSource {
    const { packets, reads } = cell.parts;
    const slot = packets.find(packetOfOrder(order));
    this.doneMs = atMs;
    if (slot < 0) return READ_SOURCE.none;
    const cachedAtMs = packets.cachedAtMs(slot);
    const source = cell.databaseDown
      ? reads.readCaches(atMs, cachedAtMs)
      : reads.read(atMs, packets.entry(slot), cachedAtMs);
    if (source === READ_SOURCE.none) return source;
    packets.setCachedAtMs(slot, reads.cachedAtMs);
    this.doneMs = reads.doneAtMs;
    return source;
  }

  private cannot(cell: SetCell, atMs: number): void {
    cell.unavailable++;
    this.status = UNAVAILABLE;
    this.doneMs = atMs;
  }
}

/** What an opening may have to do without, the page of details apart. */
const WITHOUT = ["avatars", "lists", "credit"] as const;

/** Tickets are the engine's own; a call's number is unlike that of every other call that waits. */
export function callNumber(cell: SetCell, ticket: number): number {
  return cell.parts.index * 2 ** 32 + ticket;
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
    case GRAB_OUTCOME.pending:
      return PENDING;
  }
}
