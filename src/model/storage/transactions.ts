import type { Distribution } from "../../kernel/distribution.ts";
import { enlarge } from "../../kernel/enlarge.ts";
import type { RandomStream } from "../../kernel/random.ts";
import type { Simulation } from "../../kernel/simulation.ts";
import type { TransactionCounts } from "./grab-engine.ts";
import { Pool } from "./pool.ts";
import { NO_ROW, RowLocks } from "./row-locks.ts";

export interface TransactionsOptions {
  sim: Simulation;
  name: string;
  /** One simulated transaction stands for k. */
  k: number;
  /** How many transactions the real database takes in at a time; Infinity for any number. */
  connections: number;
  /** Time of a transaction's statements, from its row's lock to its commit [ms]. */
  workMs: Distribution;
  /** Time for which a transaction that has to wait for a row stops the lock manager, for each one before it [ms]. */
  deadlockCheckMs: number;
  /** A transaction that has waited for its row this long gives up [ms]. */
  lockWaitMaxMs: number;
  stream: RandomStream;
}

/** What the transactions do: told by their tickets, at the moments that count. */
export interface TransactionsUser {
  /** The statements are done and the row is still locked; returns when the transaction ends [ms]. */
  worked(ticket: number): number;
  /** The transaction ends without having done anything. */
  failed(ticket: number, why: "lockWait" | "database"): void;
}

const NONE = -1;
/** In place of a time until which a row is held: it is not. */
export const NEVER_HELD = Number.NEGATIVE_INFINITY;
const FREE = 0;
const TO_COME = 1;
const WAITS_FOR_CONNECTION = 2;
const WAITS_FOR_ROW = 3;
const WORKS = 4;
const ENDS = 5;

/** Above this the grain of a simulated transaction is no queue: see `RateLimit`. */
const BURST_GRAINS = 12;

/**
 * The transactions that are in a database: each needs a connection, then the lock of its row, works, commits, and
 * gives both back when it is acknowledged. Waiters for a row are served in the order in which they came.
 *
 * Before a transaction may wait, the database looks for a deadlock: it goes through all that wait for the row already,
 * and for so long nobody else gets a lock (a mutex of the whole database). At zero cost a hot row is a plain FIFO
 * server (closed clients: M/M/1//N); with a cost c it passes at most 1 / (c waiters) a second.
 *
 * A transaction that meets nobody and commits at once need not come here: `idle` says so. Until when it keeps its row
 * locked is the user's to remember, and to say to those that come after it.
 */
export class Transactions implements TransactionCounts {
  lockWaits = 0;
  lockWaitMs = 0;
  lockTimeouts = 0;
  connectionWaits = 0;

  private readonly sim: Simulation;
  private readonly user: TransactionsUser;
  private readonly workMs: Distribution;
  /** Whether statements take no time: a commit computed ahead would come before others that are earlier. */
  private readonly isInstant: boolean;
  private readonly stream: RandomStream;
  private readonly deadlockCheckMs: number;
  private readonly lockWaitMaxMs: number;
  private readonly connections: number;
  private readonly lockManager: Pool;
  private readonly rows = new RowLocks();
  private connected = 0;

  private readonly beginHandler: number;
  private readonly workedHandler: number;
  private readonly endHandler: number;
  private readonly timeoutHandler: number;
  private readonly freeHandler: number;

  /** By ticket. */
  private stage = new Uint8Array(16);
  private row = new Int32Array(16);
  private next = new Int32Array(16);
  private sinceMs = new Float64Array(16);
  /** Events that move a ticket on, and that end its patience. */
  private step = new Float64Array(16);
  private patience = new Float64Array(16);
  private tickets = 0;
  private freeTicket = NONE;
  /** Tickets that wait for a connection, in order. */
  private firstUnconnected = NONE;
  private lastUnconnected = NONE;

  constructor(options: TransactionsOptions, user: TransactionsUser) {
    const { sim, k, connections, name } = options;
    this.sim = sim;
    this.user = user;
    this.workMs = options.workMs;
    this.isInstant = options.workMs.quantile(1) === 0;
    this.stream = options.stream;
    this.deadlockCheckMs = options.deadlockCheckMs;
    this.lockWaitMaxMs = options.lockWaitMaxMs;
    this.connections = connections / k + BURST_GRAINS * (1 - 1 / k);
    this.lockManager = new Pool({ servers: 1, k });
    this.beginHandler = sim.register((ticket) => this.connect(ticket), `${name} begins a transaction`);
    this.workedHandler = sim.register((ticket) => this.worked(ticket), `${name} commits`);
    this.endHandler = sim.register((ticket) => this.end(ticket), `${name} ends a transaction`);
    this.timeoutHandler = sim.register((ticket) => this.timeOut(ticket), `${name} lock wait ends`);
    this.freeHandler = sim.register((row) => {
      if (this.rows.lockedUntilMs(row) <= sim.now) this.passOn(row);
    }, `${name} frees a row`);
  }

  /**
   * Whether a transaction that came at atMs would wait for nothing, and commit at once; one that met nobody keeps its row
   * locked until heldUntilMs.
   */
  idle(row: number, atMs: number, heldUntilMs = NEVER_HELD): boolean {
    return (
      this.isInstant &&
      this.connections === Number.POSITIVE_INFINITY &&
      (row === NO_ROW ||
        (heldUntilMs <= atMs && this.rows.isFree(row, atMs) && this.lockManager.backlogMs(atMs) === 0))
    );
  }

  /** Transactions of a row that are here and have not yet committed: those that wait and the one that works. */
  presentAt(row: number): number {
    return this.rows.presentAt(row);
  }

  /** A transaction comes at atMs, which is not before now; returns its ticket. Its row may be held, see `idle`. */
  begin(atMs: number, row: number, heldUntilMs = NEVER_HELD): number {
    const ticket = this.takeTicket();
    this.row[ticket] = row;
    this.stage[ticket] = TO_COME;
    this.rows.enter(row, heldUntilMs);
    this.step[ticket] = this.sim.at(atMs, this.beginHandler, ticket);
    return ticket;
  }

  /** The database is gone: whatever has not committed is told so. */
  fail(): void {
    for (let ticket = 0; ticket < this.tickets; ticket++) {
      const stage = this.stage[ticket] as number;
      if (stage === FREE || stage === ENDS) continue;
      if (stage === TO_COME || stage === WORKS) this.sim.cancel(this.step[ticket] as number);
      const row = this.row[ticket] as number;
      if (stage >= WAITS_FOR_ROW) this.connected--;
      if (stage === WAITS_FOR_ROW) {
        this.sim.cancel(this.patience[ticket] as number);
        this.rows.remove(row, ticket);
      }
      if (stage === WORKS) this.rows.lockUntil(row, this.sim.now);
      this.rows.commit(row);
      this.leave(ticket);
      this.user.failed(ticket, "database");
    }
    this.firstUnconnected = this.lastUnconnected = NONE;
  }

  private connect(ticket: number): void {
    if (this.connected >= this.connections) {
      this.connectionWaits++;
      this.stage[ticket] = WAITS_FOR_CONNECTION;
      this.next[ticket] = NONE;
      if (this.firstUnconnected === NONE) this.firstUnconnected = ticket;
      else this.next[this.lastUnconnected] = ticket;
      this.lastUnconnected = ticket;
      return;
    }
    this.connected++;
    const row = this.row[ticket] as number;
    const locked = this.rows.lockedUntilMs(row) > this.sim.now || this.rows.waitingAt(row) !== 0;
    if (locked) this.waitFor(row, ticket);
    else this.work(ticket);
  }

  private waitFor(row: number, ticket: number): void {
    const { sim, rows } = this;
    const nowMs = sim.now;
    const before = rows.waitingAt(row);
    this.lockWaits++;
    if (this.deadlockCheckMs > 0) this.lockManager.arrive(nowMs, this.deadlockCheckMs * (before + 1));
    this.stage[ticket] = WAITS_FOR_ROW;
    this.sinceMs[ticket] = nowMs;
    rows.push(row, ticket);
    // Locked by one that met nobody: nothing else would tell when it ends.
    const untilMs = rows.lockedUntilMs(row);
    if (before === 0 && untilMs !== Number.POSITIVE_INFINITY) sim.at(untilMs, this.freeHandler, row);
    this.patience[ticket] = sim.at(nowMs + this.lockWaitMaxMs, this.timeoutHandler, ticket);
  }

  /** The ticket has its row (if it needs one), as soon as the lock manager has time. */
  private work(ticket: number): void {
    const nowMs = this.sim.now;
    const row = this.row[ticket] as number;
    let fromMs = nowMs;
    if (row !== NO_ROW) {
      this.rows.lockUntil(row, Number.POSITIVE_INFINITY);
      fromMs += this.lockManager.backlogMs(nowMs);
    }
    this.stage[ticket] = WORKS;
    this.step[ticket] = this.sim.at(fromMs + this.workMs.sample(this.stream), this.workedHandler, ticket);
  }

  private worked(ticket: number): void {
    this.stage[ticket] = ENDS;
    this.rows.commit(this.row[ticket] as number);
    const endMs = this.user.worked(ticket);
    if (endMs > this.sim.now) this.sim.at(endMs, this.endHandler, ticket);
    else this.end(ticket);
  }

  private end(ticket: number): void {
    const row = this.row[ticket] as number;
    this.connected--;
    this.leave(ticket);
    if (row !== NO_ROW) this.passOn(row);
    this.connectNext();
  }

  /** A row is free now: the longest waiting takes it. */
  private passOn(row: number): void {
    this.rows.lockUntil(row, this.sim.now);
    const ticket = this.rows.shift(row);
    if (ticket === NONE) return;
    this.sim.cancel(this.patience[ticket] as number);
    this.lockWaitMs += this.sim.now - (this.sinceMs[ticket] as number);
    this.work(ticket);
  }

  private connectNext(): void {
    const ticket = this.firstUnconnected;
    if (ticket === NONE || this.connected >= this.connections) return;
    this.firstUnconnected = this.next[ticket] as number;
    this.connect(ticket);
  }

  private timeOut(ticket: number): void {
    const row = this.row[ticket] as number;
    this.lockTimeouts++;
    this.lockWaitMs += this.lockWaitMaxMs;
    this.rows.remove(row, ticket);
    this.rows.commit(row);
    this.connected--;
    this.leave(ticket);
    this.user.failed(ticket, "lockWait");
    this.connectNext();
  }

  /** Frees a ticket; its number is used again. */
  private leave(ticket: number): void {
    this.rows.leave(this.row[ticket] as number);
    this.stage[ticket] = FREE;
    this.next[ticket] = this.freeTicket;
    this.freeTicket = ticket;
  }

  private takeTicket(): number {
    const free = this.freeTicket;
    if (free !== NONE) {
      this.freeTicket = this.next[free] as number;
      return free;
    }
    if (this.tickets === this.stage.length) {
      const length = 2 * this.tickets;
      this.stage = enlarge(this.stage, length);
      this.row = enlarge(this.row, length);
      this.next = enlarge(this.next, length);
      this.sinceMs = enlarge(this.sinceMs, length);
      this.step = enlarge(this.step, length);
      this.patience = enlarge(this.patience, length);
    }
    return this.tickets++;
  }
}
