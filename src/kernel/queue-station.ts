import { CustomerSlots, LEAVES, NONE, WAITS } from "./customer-slots.ts";
import { InvariantError } from "./invariant.ts";
import type { QueueStationOptions } from "./queue-station-options.ts";
import type { Simulation } from "./simulation.ts";
import { WaitingLine } from "./waiting-line.ts";

/**
 * A station of c servers that lives on a simulation's events: limited places, FIFO, LIFO or non-preemptive
 * priority, patience, and a say over who is served at all. A customer is an int32 of the caller's; nothing is allocated for it.
 */
export class QueueStation {
  readonly servers: number;
  readonly waitingMax: number;
  /** Number of servers that are busy now. */
  busy = 0;
  arrived = 0;
  refused = 0;
  abandoned = 0;
  /** Number of customers that `mayStart` sent away. */
  shed = 0;
  done = 0;
  /** By what `withdraw` knows the customer that was let in last; good until it leaves. */
  ticket = NONE;
  /** Wait of the customer reported last, by mayStart, onStart, onDone, onAbandoned or onShed [ms]. */
  waitMs = 0;
  /** Time in the station of the customer reported last by onDone, onAbandoned or onShed [ms]. */
  sojournMs = 0;

  /** Servers that take customers: all, or none while paused. */
  private open: number;
  /** Work that a server does in a millisecond [ms], and since when. */
  private speed = 1;
  private speedSinceMs = 0;
  private readonly sim: Simulation;
  private readonly name: string;
  private readonly mayStart: ((customer: number) => boolean) | undefined;
  private readonly onShed: ((customer: number) => void) | undefined;
  private readonly onStart: ((customer: number) => void) | undefined;
  private readonly onDone: ((customer: number) => void) | undefined;
  private readonly onAbandoned: ((customer: number) => void) | undefined;
  private readonly doneHandler: number;
  private readonly abandonHandler: number;
  private readonly line: WaitingLine;
  private readonly slots = new CustomerSlots();
  private changedMs = 0;
  private waitingIntegral = 0;
  private busyIntegral = 0;

  constructor(sim: Simulation, options: QueueStationOptions = {}) {
    this.sim = sim;
    this.name = options.name ?? "queue station";
    this.servers = options.servers ?? 1;
    this.open = this.servers;
    this.waitingMax = options.waitingMax ?? Number.POSITIVE_INFINITY;
    this.line = new WaitingLine(this.name, {
      lifo: options.order === "lifo",
      classes: options.order === "priority" ? (options.classes ?? 1) : 1,
      places: this.slots.capacity,
    });
    this.mayStart = options.mayStart;
    this.onShed = options.onShed;
    this.onStart = options.onStart;
    this.onDone = options.onDone;
    this.onAbandoned = options.onAbandoned;
    this.changedMs = sim.now;
    this.doneHandler = sim.register((slot) => this.finish(slot), `${this.name} done`);
    this.abandonHandler = sim.register((slot) => this.abandon(slot), `${this.name} patience`);
  }

  /** Number of customers that wait now. */
  get waiting(): number {
    return this.line.length;
  }

  /**
   * A customer arrives now and needs serviceMs of one server. False when it is refused for want of a place, or shed at
   * once. Without service having begun within patienceMs, it leaves.
   */
  arrive(customer: number, serviceMs: number, priority = 0, patienceMs = Number.POSITIVE_INFINITY): boolean {
    if (!(serviceMs >= 0)) this.refuse(`cannot serve for ${serviceMs} ms`);
    this.integrate();
    this.arrived++;
    if (this.busy < this.open) {
      if (this.mayStart !== undefined && !this.starts(this.mayStart, customer, this.sim.now)) return false;
      this.begin(this.admit(customer, serviceMs));
      return true;
    }
    if (this.line.length >= this.waitingMax) {
      this.refused++;
      return false;
    }
    const slot = this.admit(customer, serviceMs);
    this.line.join(slot, priority);
    if (patienceMs < Number.POSITIVE_INFINITY) {
      this.slots.setPatience(slot, this.sim.after(patienceMs, this.abandonHandler, slot));
    }
    return true;
  }

  /**
   * The customer that was let in with this ticket does not want to wait any more. False, and nothing changes, when its
   * service has begun; otherwise it is gone as one who abandoned, and nobody is told.
   */
  withdraw(ticket: number): boolean {
    if (this.slots.startedMs(ticket) !== WAITS) return false;
    this.integrate();
    this.abandoned++;
    const patience = this.slots.patience(ticket);
    if (patience !== NONE) this.sim.cancel(patience);
    this.line.leave(ticket);
    this.slots.setStartedMs(ticket, LEAVES);
    this.slots.release(ticket);
    this.report(this.slots.arrivedMs(ticket), this.sim.now);
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
    this.serveWaiting();
  }

  /**
   * From now on a server does so much work in a millisecond; 1 at first, 0 stands still. What is left of services under
   * way takes as much longer or shorter.
   */
  setSpeed(speed: number): void {
    if (!(speed >= 0 && speed < Number.POSITIVE_INFINITY))
      this.refuse(`cannot work at ${speed} times its speed`);
    const { now } = this.sim;
    for (let slot = 0; slot < this.slots.used; slot++) {
      const startedMs = this.slots.startedMs(slot);
      if (startedMs < 0) continue;
      const sinceMs = Math.max(startedMs, this.speedSinceMs);
      this.slots.setNeedMs(slot, Math.max(0, this.slots.needMs(slot) - (now - sinceMs) * this.speed));
      if (this.speed > 0) this.sim.cancel(this.slots.doneEvent(slot));
      this.serve(slot, speed);
    }
    this.speed = speed;
    this.speedSinceMs = now;
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
    this.waitingIntegral += elapsedMs * this.line.length;
    this.busyIntegral += elapsedMs * this.busy;
    this.changedMs = now;
  }

  private admit(customer: number, serviceMs: number): number {
    const { slots } = this;
    if (slots.isFull) this.grow();
    const slot = slots.take(customer, serviceMs, this.sim.now);
    this.ticket = slot;
    return slot;
  }

  private begin(slot: number): void {
    this.busy++;
    const now = this.sim.now;
    this.slots.setStartedMs(slot, now);
    this.serve(slot, this.speed);
    if (this.onStart !== undefined) {
      this.waitMs = now - this.slots.arrivedMs(slot);
      this.onStart(this.slots.customer(slot));
    }
  }

  private serve(slot: number, speed: number): void {
    let needMs = this.slots.needMs(slot);
    if (speed !== 1) needMs /= speed;
    if (speed > 0) this.slots.setDoneEvent(slot, this.sim.after(needMs, this.doneHandler, slot));
  }

  private finish(slot: number): void {
    this.integrate();
    this.busy--;
    this.done++;
    const customer = this.slots.customer(slot);
    const arrivedMs = this.slots.arrivedMs(slot);
    const startedMs = this.slots.startedMs(slot);
    this.slots.setStartedMs(slot, LEAVES);
    // The server goes to who waits before onDone can bring the next arrival.
    if (this.line.length > 0) this.serveWaiting();
    this.slots.release(slot);
    if (this.onDone === undefined) return;
    this.report(arrivedMs, startedMs);
    this.onDone(customer);
  }

  private serveWaiting(): void {
    if (this.mayStart === undefined) {
      while (this.line.length > 0 && this.busy < this.open) this.begin(this.takeNext());
    } else {
      this.serveOrShed(this.mayStart);
    }
  }

  private serveOrShed(mayStart: (customer: number) => boolean): void {
    let firstShed = NONE;
    let lastShed = NONE;
    while (this.line.length > 0 && this.busy < this.open) {
      const slot = this.takeNext();
      const customer = this.slots.customer(slot);
      if (this.starts(mayStart, customer, this.slots.arrivedMs(slot))) {
        this.begin(slot);
        continue;
      }
      if (lastShed === NONE) firstShed = slot;
      else this.slots.setNext(lastShed, slot);
      this.slots.setNext(slot, NONE);
      this.slots.setStartedMs(slot, LEAVES);
      lastShed = slot;
    }
    // Told only when the servers are taken, so that whoever comes again at once does not pass those who wait.
    for (let slot = firstShed; slot !== NONE; ) {
      const next = this.slots.next(slot);
      this.send(slot);
      slot = next;
    }
  }

  private starts(mayStart: (customer: number) => boolean, customer: number, arrivedMs: number): boolean {
    this.waitMs = this.sim.now - arrivedMs;
    if (mayStart(customer)) return true;
    this.shed++;
    return false;
  }

  private send(slot: number): void {
    const customer = this.slots.customer(slot);
    const arrivedMs = this.slots.arrivedMs(slot);
    this.slots.release(slot);
    this.report(arrivedMs, this.sim.now);
    if (this.onShed !== undefined) this.onShed(customer);
  }

  private abandon(slot: number): void {
    this.integrate();
    this.abandoned++;
    const customer = this.slots.customer(slot);
    this.line.leave(slot);
    this.slots.setStartedMs(slot, LEAVES);
    this.slots.release(slot);
    this.report(this.slots.arrivedMs(slot), this.sim.now);
    if (this.onAbandoned !== undefined) this.onAbandoned(customer);
  }

  private report(arrivedMs: number, waitedUntilMs: number): void {
    this.waitMs = waitedUntilMs - arrivedMs;
    this.sojournMs = this.sim.now - arrivedMs;
  }

  private takeNext(): number {
    const slot = this.line.take();
    const patience = this.slots.patience(slot);
    if (patience !== NONE) this.sim.cancel(patience);
    return slot;
  }

  private grow(): void {
    this.slots.grow();
    this.line.enlarge(this.slots.capacity);
  }

  private refuse(problem: string): never {
    throw new InvariantError(this.name, problem, { timeMs: this.sim.now });
  }
}
