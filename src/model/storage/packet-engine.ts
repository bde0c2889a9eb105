import { enlarge } from "../../kernel/enlarge.ts";
import type { RandomStream } from "../../kernel/random.ts";
import { drawAmountFen } from "./amount.ts";
import type { Database } from "./database.ts";
import { GRAB_OUTCOME, GrabCounts, type GrabEngine, type GrabOutcome } from "./grab-engine.ts";
import type { Ledger } from "./ledger.ts";
import { luckiestOf } from "./luckiest.ts";
import type { PacketStore } from "./packet-store.ts";
import { NO_ROW } from "./row-locks.ts";
import { NEVER_HELD, Transactions, type TransactionsOptions } from "./transactions.ts";

/** What every grab engine works on. */
export interface PacketEngineOptions {
  store: PacketStore;
  ledger: Ledger;
  database: Database;
  transactions: TransactionsOptions;
  /** Draws the amounts. */
  stream: RandomStream;
}

const CREATE = 0;

/**
 * What the grab engines have in common: packets are created, shares opened and refunded in the same way, by
 * transactions that lock the packet's row. A transaction that meets no other is computed at once; one that has to wait
 * is pending, and decides what it does when it has the lock.
 */
export abstract class PacketEngine implements GrabEngine {
  doneAtMs = 0;
  amountFen = 0;
  firstTime = false;
  claim = -1;
  entry = -1;
  ref = -1;
  ticket = -1;
  readonly counts = new GrabCounts();
  readonly transactions: Transactions;
  onSettled: (ticket: number, outcome: GrabOutcome) => void = () => {};

  protected readonly store: PacketStore;
  private readonly sim: TransactionsOptions["sim"];
  private readonly ledger: Ledger;
  protected readonly database: Database;
  private readonly stream: RandomStream;
  /** Of pending calls, by ticket: what is done, to which packet (or amount), by whom, and of how many shares. */
  private kind = new Uint8Array(16);
  private packet = new Float64Array(16);
  private member = new Int32Array(16);
  private shares = new Int32Array(16);

  constructor(options: PacketEngineOptions) {
    this.store = options.store;
    this.ledger = options.ledger;
    this.database = options.database;
    this.stream = options.stream;
    this.sim = options.transactions.sim;
    this.transactions = new Transactions(options.transactions, {
      worked: (ticket) => this.worked(ticket),
      failed: (ticket, why) => this.failed(ticket, why),
    });
  }

  needsDatabase(_ref: number): boolean {
    return false;
  }

  abstract grab(nowMs: number, ref: number, member: number): GrabOutcome;
  abstract open(nowMs: number, ref: number, member: number): GrabOutcome;

  /** What a transaction does to a packet that it has locked, when its statements are done. */
  protected abstract perform(kind: number, ref: number, member: number, nowMs: number): GrabOutcome;

  /** A new packet is in this slot: for engines that keep something of their own for each. */
  protected created(_slot: number): void {}

  create(nowMs: number, amountFen: number, shares: number, creator: number): GrabOutcome {
    const { transactions } = this;
    if (transactions.idle(NO_ROW, nowMs)) {
      return this.insert(nowMs, amountFen, shares, creator);
    }
    return this.pend(CREATE, NO_ROW, nowMs, amountFen, creator, shares);
  }

  /** Puts a packet into the books, as a transaction that creates it does in the end; returns its ref. */
  place(nowMs: number, amountFen: number, shares: number, creator: number): number {
    this.ref = this.store.create(amountFen, shares, creator, nowMs);
    this.ledger.create(amountFen);
    this.created(this.store.find(this.ref));
    return this.ref;
  }

  expireUntil(nowMs: number): void {
    while (this.store.nextExpiryMs() <= nowMs) this.ledger.refund(this.store.expireOldest(nowMs));
  }

  databaseFailed(): void {
    this.transactions.fail();
  }

  /** Has a packet's row locked and `perform`s; `kind` is the engine's own, from 1 on. */
  protected transact(kind: number, slot: number, nowMs: number, ref: number, member: number): GrabOutcome {
    const { transactions, store } = this;
    if (!transactions.idle(slot, nowMs, store.heldUntilMs(slot)))
      return this.pend(kind, slot, nowMs, ref, member, 0);
    const outcome = this.perform(kind, ref, member, nowMs);
    store.setHeldUntilMs(slot, this.doneAtMs);
    return outcome;
  }

  /** Draws an amount for a member's share and commits it; `claim` is the share reserved before, -1 for the next one. */
  protected pay(slot: number, claim: number, member: number, nowMs: number): GrabOutcome {
    const { store, database, counts } = this;
    const committedMs = database.commit(nowMs, store.entry(slot));
    if (committedMs === Number.POSITIVE_INFINITY) return this.answer(nowMs, GRAB_OUTCOME.unavailable);
    const shares = store.shares(slot);
    const sharesLeft = shares - store.opened(slot);
    const amountFen = drawAmountFen(this.stream, store.remainingFen(slot), sharesLeft);
    this.entry = database.entry;
    store.setEntry(slot, this.entry);
    this.claim = claim >= 0 ? claim : store.grant(slot, member);
    store.pay(slot, this.claim, amountFen, committedMs);
    this.ledger.open(amountFen);
    if (sharesLeft === 1 && shares > 1) {
      counts.emptied++;
      counts.emptiedFen += store.amountFen(slot);
      counts.luckiestFen += store.claimed.fen(luckiestOf(store, slot));
    }
    this.answer(committedMs, GRAB_OUTCOME.opened);
    this.amountFen = amountFen;
    this.firstTime = true;
    return GRAB_OUTCOME.opened;
  }

  /** The answer of an opening whose share has been opened before: not before that was acknowledged. */
  protected paid(claim: number, nowMs: number): GrabOutcome {
    this.answer(Math.max(nowMs, this.store.claimed.doneAtMs(claim)), GRAB_OUTCOME.opened);
    this.amountFen = this.store.claimed.fen(claim);
    this.claim = claim;
    return GRAB_OUTCOME.opened;
  }

  protected answer(doneAtMs: number, outcome: GrabOutcome): GrabOutcome {
    this.doneAtMs = doneAtMs;
    this.amountFen = 0;
    this.firstTime = false;
    return outcome;
  }

  private insert(nowMs: number, amountFen: number, shares: number, creator: number): GrabOutcome {
    const { store, database } = this;
    const committedMs = database.commit(nowMs, -1);
    if (committedMs === Number.POSITIVE_INFINITY) return this.answer(nowMs, GRAB_OUTCOME.unavailable);
    this.place(committedMs, amountFen, shares, creator);
    store.setEntry(store.find(this.ref), database.entry);
    this.answer(committedMs, GRAB_OUTCOME.created);
    this.firstTime = true;
    return GRAB_OUTCOME.created;
  }

  private pend(
    kind: number,
    slot: number,
    nowMs: number,
    packet: number,
    member: number,
    shares: number,
  ): GrabOutcome {
    const heldUntilMs = slot === NO_ROW ? NEVER_HELD : this.store.heldUntilMs(slot);
    const ticket = this.transactions.begin(nowMs, slot, heldUntilMs);
    if (ticket >= this.kind.length) {
      const length = 2 * this.kind.length;
      this.kind = enlarge(this.kind, length);
      this.packet = enlarge(this.packet, length);
      this.member = enlarge(this.member, length);
      this.shares = enlarge(this.shares, length);
    }
    this.kind[ticket] = kind;
    this.packet[ticket] = packet;
    this.member[ticket] = member;
    this.shares[ticket] = shares;
    this.ticket = ticket;
    return this.answer(nowMs, GRAB_OUTCOME.pending);
  }

  private worked(ticket: number): number {
    const nowMs = this.sim.now;
    const kind = this.kind[ticket] as number;
    const packet = this.packet[ticket] as number;
    const member = this.member[ticket] as number;
    const outcome =
      kind === CREATE
        ? this.insert(nowMs, packet, this.shares[ticket] as number, member)
        : this.perform(kind, packet, member, nowMs);
    const { doneAtMs } = this;
    this.ticket = ticket;
    this.onSettled(ticket, outcome);
    return doneAtMs;
  }

  private failed(ticket: number, why: "lockWait" | "database"): void {
    this.answer(this.sim.now, GRAB_OUTCOME.unavailable);
    this.ticket = ticket;
    this.onSettled(ticket, why === "database" ? GRAB_OUTCOME.unavailable : GRAB_OUTCOME.refused);
  }
}
