import { enlarge } from "./enlarge.ts";
import { InvariantError } from "./invariant.ts";
import type { Simulation } from "./simulation.ts";

export interface SharingStationOptions {
  /** Number of servers; default 1. */
  servers?: number;
  /** Customers beyond the servers' number who may share; default unlimited. */
  waitingMax?: number;
  /** How errors name this station. */
  name?: string;
  /** A customer has had all it needs and leaves; `sojournMs` and `waitMs` tell what it took. */
  onDone?: (customer: number) => void;
}

/** No event. */
const NONE = -1;

/**
 * A station of c servers shared evenly (egalitarian processor sharing): each of n customers is served at the rate
 * min(1, c / n). A customer is an int32 of the caller's; nothing is allocated for it.
 *
 * Served time so far is the same for all who are here, so one clock of served time tells who is done next: a customer
 * that comes at S and needs x leaves when the clock reads S + x (Kleinrock 1967). Equal ends leave in order of arrival.
 */
export class SharingStation {
  readonly servers: number;
  readonly waitingMax: number;
  arrived = 0;
  refused = 0;
  done = 0;
  /** How much longer than alone the customer reported last was here [ms]. */
  waitMs = 0;
  /** Time in the station of the customer reported last [ms]. */
  sojournMs = 0;

  private readonly sim: Simulation;
  private readonly name: string;
  private readonly onDone: ((customer: number) => void) | undefined;
  private readonly doneHandler: number;
  private doneEvent = NONE;
  /** Work that a server does in a millisecond [ms]. */
  private speed = 1;
  /** The clock of served time [ms], and when it was read last. */
  private servedMs = 0;
  private readMs: number;
  private waitingIntegral = 0;
  private busyIntegral = 0;
  /** Binary heap of the customers here, by served time at their end and then by number. */
  private present = 0;
  private heap = new Int32Array(16);
  private free = Int32Array.from({ length: 16 }, (_, i) => i);
  private customer = new Int32Array(16);
  private number = new Float64Array(16);
  private endMs = new Float64Array(16);
  private needMs = new Float64Array(16);
  private arrivedMs = new Float64Array(16);

  constructor(sim: Simulation, options: SharingStationOptions = {}) {
    this.sim = sim;
    this.name = options.name ?? "sharing station";
    this.servers = options.servers ?? 1;
    this.waitingMax = options.waitingMax ?? Number.POSITIVE_INFINITY;
    this.onDone = options.onDone;
    this.readMs = sim.now;
    this.doneHandler = sim.register(() => this.finish(), `${this.name} done`);
  }

  /** Number of customers here beyond the servers' number. */
  get waiting(): number {
    return Math.max(0, this.present - this.servers);
  }

  /** Number of servers that are busy now. */
  get busy(): number {
    return Math.min(this.present, this.servers);
  }

  /** A customer arrives now and needs serviceMs of one server. False when it is refused for want of a place. */
  arrive(customer: number, serviceMs: number): boolean {
    if (!(serviceMs >= 0 && serviceMs < Number.POSITIVE_INFINITY)) this.refuseService(serviceMs);
    this.read();
    this.arrived++;
    if (this.present >= this.servers + this.waitingMax) {
      this.refused++;
      return false;
    }
    if (this.present === this.heap.length) this.grow();
    const slot = this.free[this.present] as number;
    this.customer[slot] = customer;
    this.number[slot] = this.arrived;
    this.arrivedMs[slot] = this.sim.now;
    this.needMs[slot] = serviceMs;
    this.endMs[slot] = this.servedMs + serviceMs;
    this.rise(this.present++, slot);
    this.schedule();
    return true;
  }

  /** From now on a server does so much work in a millisecond; 1 at first, 0 stands still. */
  setSpeed(speed: number): void {
    if (!(speed >= 0 && speed < Number.POSITIVE_INFINITY)) this.refuseSpeed(speed);
    this.read();
    this.speed = speed;
    this.schedule();
  }

  /** Integral of the number of customers beyond the servers' number, from the start until now [ms]. */
  waitingMs(): number {
    this.read();
    return this.waitingIntegral;
  }

  /** Integral of the number of busy servers from the start until now [ms]. */
  busyMs(): number {
    this.read();
    return this.busyIntegral;
  }

  /** Reads the clocks; to be called before the number of customers changes. */
  private read(): void {
    const elapsedMs = this.sim.now - this.readMs;
    this.waitingIntegral += elapsedMs * this.waiting;
    this.busyIntegral += elapsedMs * this.busy;
    this.servedMs += elapsedMs * this.rate();
    this.readMs = this.sim.now;
  }

  private rate(): number {
    return this.present <= this.servers ? this.speed : (this.speed * this.servers) / this.present;
  }

  private schedule(): void {
    if (this.doneEvent !== NONE) this.sim.cancel(this.doneEvent);
    this.doneEvent = NONE;
    // The clock starts anew whenever nobody is here, so that it does not grow coarse.
    if (this.present === 0) {
      this.servedMs = 0;
      return;
    }
    if (this.speed === 0) return;
    const leftMs = (this.endMs[this.heap[0] as number] as number) - this.servedMs;
    this.doneEvent = this.sim.after(Math.max(0, leftMs) / this.rate(), this.doneHandler);
  }

  private finish(): void {
    this.doneEvent = NONE;
    this.read();
    const slot = this.heap[0] as number;
    // Rounding leaves the clock an ulp before or after the end that this event was made for.
    this.servedMs = this.endMs[slot] as number;
    this.done++;
    const last = this.heap[--this.present] as number;
    this.free[this.present] = slot;
    if (this.present > 0) this.sink(last);
    this.schedule();
    if (this.onDone === undefined) return;
    const sojournMs = this.sim.now - (this.arrivedMs[slot] as number);
    const waitMs = sojournMs - (this.needMs[slot] as number);
    this.sojournMs = sojournMs;
    // What is below the clock's rounding is no wait.
    this.waitMs = waitMs > 1e-9 * this.sim.now ? waitMs : 0;
    this.onDone(this.customer[slot] as number);
  }

  private rise(from: number, slot: number): void {
    let i = from;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      const above = this.heap[parent] as number;
      if (!this.before(slot, above)) break;
      this.heap[i] = above;
      i = parent;
    }
    this.heap[i] = slot;
  }

  private sink(slot: number): void {
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= this.present) break;
      if (
        child + 1 < this.present &&
        this.before(this.heap[child + 1] as number, this.heap[child] as number)
      ) {
        child++;
      }
      const below = this.heap[child] as number;
      if (!this.before(below, slot)) break;
      this.heap[i] = below;
      i = child;
    }
    this.heap[i] = slot;
  }

  private before(a: number, b: number): boolean {
    const endA = this.endMs[a] as number;
    const endB = this.endMs[b] as number;
    return endA < endB || (endA === endB && (this.number[a] as number) < (this.number[b] as number));
  }

  private grow(): void {
    const from = this.heap.length;
    const capacity = from * 2;
    this.heap = enlarge(this.heap, capacity);
    this.free = enlarge(this.free, capacity);
    for (let slot = from; slot < capacity; slot++) this.free[slot] = slot;
    this.customer = enlarge(this.customer, capacity);
    this.number = enlarge(this.number, capacity);
    this.endMs = enlarge(this.endMs, capacity);
    this.needMs = enlarge(this.needMs, capacity);
    this.arrivedMs = enlarge(this.arrivedMs, capacity);
  }

  private refuseSpeed(speed: number): never {
    throw new InvariantError(this.name, `cannot work at ${speed} times its speed`, { timeMs: this.sim.now });
  }

  private refuseService(serviceMs: number): never {
    throw new InvariantError(this.name, `cannot serve for ${serviceMs} ms`, { timeMs: this.sim.now });
  }
}
