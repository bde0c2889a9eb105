import { enlarge } from "./enlarge.ts";
import { InvariantError } from "./invariant.ts";
import type { Simulation } from "./simulation.ts";

export interface QueueStationOptions {
  /** Number of servers; default 1. */
  servers?: number;
  /** Places to wait, the servers' own not counted; default unlimited. M/M/c/K has K - c of them. */
  waitingMax?: number;
  /** Who is served next: the longest waiting, the latest come, or the lowest class (FIFO within a class). */
  order?: "fifo" | "lifo" | "priority";
  /** Number of priority classes, 0 the first to be served; default 1. */
  classes?: number;
  /** How errors name this station. */
  name?: string;
  /** A customer's service begins; `waitMs` tells how long it waited. */
  onStart?: (customer: number) => void;
  /** A customer was served and leaves; `sojournMs` tells how long it was here. */
  onDone?: (customer: number) => void;
  /** A customer's patience ended before its service began. */
  onAbandoned?: (customer: number) => void;
}

/** No slot. */
const NONE = -1;

/**
 * A station of c servers that lives on a simulation's events: limited places, FIFO, LIFO or non-preemptive
 * priority, and patience. A customer is an int32 of the caller's; nothing is allocated for it.
 */
export class QueueStation {
  readonly servers: number;
  readonly waitingMax: number;
  /** Number of customers that wait now. */
  waiting = 0;
  /** Number of servers that are busy now. */
  busy = 0;
  arrived = 0;
  refused = 0;
  abandoned = 0;
  done = 0;
  /** Wait of the customer reported last, by onStart, onDone or onAbandoned [ms]. */
  waitMs = 0;
  /** Time in the station of the customer reported last by onDone or onAbandoned [ms]. */
  sojournMs = 0;

  /** Servers that take customers: all, or none while paused. */
  private open: number;
  private readonly sim: Simulation;
  private readonly name: string;
  private readonly lifo: boolean;
  private readonly classes: number;
  private readonly onStart: ((customer: number) => void) | undefined;
  private readonly onDone: ((customer: number) => void) | undefined;
  private readonly onAbandoned: ((customer: number) => void) | undefined;
  private readonly doneHandler: number;
  private readonly abandonHandler: number;
  /** First and last waiting slot of each class. */
  private readonly first: Int32Array;
  private readonly last: Int32Array;
  private customer = new Int32Array(16);
  private priority = new Int32Array(16);
  private next = new Int32Array(16);
  private previous = new Int32Array(16);
  private arrivedMs = new Float64Array(16);
  private startedMs = new Float64Array(16);
  private needMs = new Float64Array(16);
  /** Event that ends the slot's patience, or -1. */
  private patience = new Float64Array(16);
  private freeHead = NONE;
  private slotsUsed = 0;
  private changedMs = 0;
  private waitingIntegral = 0;
  private busyIntegral = 0;

  constructor(sim: Simulation, options: QueueStationOptions = {}) {
    this.sim = sim;
    this.name = options.name ?? "queue station";
    this.servers = options.servers ?? 1;
    this.open = this.servers;
    this.waitingMax = options.waitingMax ?? Number.POSITIVE_INFINITY;
    this.lifo = options.order === "lifo";
    this.classes = options.order === "priority" ? (options.classes ?? 1) : 1;
    this.onStart = options.onStart;
    this.onDone = options.onDone;
    this.onAbandoned = options.onAbandoned;
    this.first = new Int32Array(this.classes).fill(NONE);
    this.last = new Int32Array(this.classes).fill(NONE);
    this.changedMs = sim.now;
    this.doneHandler = sim.register((slot) => this.finish(slot), `${this.name} done`);
    this.abandonHandler = sim.register((slot) => this.abandon(slot), `${this.name} patience`);
  }

  /**
   * A customer arrives now and needs serviceMs of one server. False when it is refused for want of a place.
   * Without service having begun within patienceMs, it leaves.
   */
  arrive(customer: number, serviceMs: number, priority = 0, patienceMs = Number.POSITIVE_INFINITY): boolean {
    if (!(serviceMs >= 0)) this.refuseService(serviceMs);
    this.integrate();
    this.arrived++;
    if (this.busy < this.open) {
      this.begin(this.admit(customer, serviceMs));
      return true;
    }
    if (this.waiting >= this.waitingMax) {
      this.refused++;
      return false;
    }
    const slot = this.admit(customer, serviceMs);
    this.enqueue(slot, priority);
    if (patienceMs < Number.POSITIVE_INFINITY) {
      this.patience[slot] = this.sim.after(patienceMs, this.abandonHandler, slot);
    }
    return true;
  }

  /** From now on no service begins; those that have begun end as they would have. */
  pause(): void {
    this.open = 0;
  }

  /** Services begin again. */
  resume(): void {
    this.integrate();
    this.open = this.servers;
    while (this.waiting > 0 && this.busy < this.open) this.begin(this.takeNext());
  }

  /** Integral of the number of waiting customers from the start until now [ms]. */
  waitingMs(): number {
    this.integrate();
    return this.waitingIntegral;
  }

  /** Integral of the number of busy servers from the start until now [ms]. */
  busyMs(): number {
    this.integrate();
    return this.busyIntegral;
  }

  /** To be called before `waiting` or `busy` changes. */
  private integrate(): void {
    const now = this.sim.now;
    const elapsedMs = now - this.changedMs;
    this.waitingIntegral += elapsedMs * this.waiting;
    this.busyIntegral += elapsedMs * this.busy;
    this.changedMs = now;
  }

  private admit(customer: number, serviceMs: number): number {
    let slot = this.freeHead;
    if (slot === NONE) {
      if (this.slotsUsed === this.customer.length) this.grow();
      slot = this.slotsUsed++;
    } else {
      this.freeHead = this.next[slot] as number;
    }
    this.customer[slot] = customer;
    this.needMs[slot] = serviceMs;
    this.arrivedMs[slot] = this.sim.now;
    this.patience[slot] = NONE;
    return slot;
  }

  private release(slot: number): void {
    this.next[slot] = this.freeHead;
    this.freeHead = slot;
  }

  private begin(slot: number): void {
    this.busy++;
    const now = this.sim.now;
    this.startedMs[slot] = now;
    this.sim.after(this.needMs[slot] as number, this.doneHandler, slot);
    if (this.onStart !== undefined) {
      this.waitMs = now - (this.arrivedMs[slot] as number);
      this.onStart(this.customer[slot] as number);
    }
  }

  private finish(slot: number): void {
    this.integrate();
    this.busy--;
    this.done++;
    const customer = this.customer[slot] as number;
    const arrivedMs = this.arrivedMs[slot] as number;
    const startedMs = this.startedMs[slot] as number;
    this.release(slot);
    // The server goes to who waits before onDone can bring the next arrival.
    if (this.waiting > 0 && this.busy < this.open) this.begin(this.takeNext());
    if (this.onDone !== undefined) {
      this.report(arrivedMs, startedMs);
      this.onDone(customer);
    }
  }

  private abandon(slot: number): void {
    this.integrate();
    this.abandoned++;
    const customer = this.customer[slot] as number;
    this.unlink(slot);
    this.release(slot);
    this.report(this.arrivedMs[slot] as number, this.sim.now);
    if (this.onAbandoned !== undefined) this.onAbandoned(customer);
  }

  private report(arrivedMs: number, waitedUntilMs: number): void {
    this.waitMs = waitedUntilMs - arrivedMs;
    this.sojournMs = this.sim.now - arrivedMs;
  }

  private enqueue(slot: number, priority: number): void {
    if (!(priority >= 0 && priority < this.classes)) this.refusePriority(priority);
    const last = this.last[priority] as number;
    this.priority[slot] = priority;
    this.previous[slot] = last;
    this.next[slot] = NONE;
    if (last === NONE) this.first[priority] = slot;
    else this.next[last] = slot;
    this.last[priority] = slot;
    this.waiting++;
  }

  private takeNext(): number {
    let priority = 0;
    while (this.first[priority] === NONE) priority++;
    const slot = (this.lifo ? this.last[priority] : this.first[priority]) as number;
    this.unlink(slot);
    const patience = this.patience[slot] as number;
    if (patience !== NONE) this.sim.cancel(patience);
    return slot;
  }

  private unlink(slot: number): void {
    const priority = this.priority[slot] as number;
    const previous = this.previous[slot] as number;
    const next = this.next[slot] as number;
    if (previous === NONE) this.first[priority] = next;
    else this.next[previous] = next;
    if (next === NONE) this.last[priority] = previous;
    else this.previous[next] = previous;
    this.waiting--;
  }

  private grow(): void {
    const capacity = this.customer.length * 2;
    this.customer = enlarge(this.customer, capacity);
    this.priority = enlarge(this.priority, capacity);
    this.next = enlarge(this.next, capacity);
    this.previous = enlarge(this.previous, capacity);
    this.arrivedMs = enlarge(this.arrivedMs, capacity);
    this.startedMs = enlarge(this.startedMs, capacity);
    this.needMs = enlarge(this.needMs, capacity);
    this.patience = enlarge(this.patience, capacity);
  }

  private refuseService(serviceMs: number): never {
    throw new InvariantError(this.name, `cannot serve for ${serviceMs} ms`, { timeMs: this.sim.now });
  }

  private refusePriority(priority: number): never {
    throw new InvariantError(this.name, `has no class ${priority} of ${this.classes}`, {
      timeMs: this.sim.now,
    });
  }
}
