import { Inbox } from "./inbox.ts";
import { InvariantError } from "./invariant.ts";
import { Outbox } from "./outbox.ts";
import { Simulation } from "./simulation.ts";

export interface FederationOptions {
  /** Number of districts, 1 to 512. */
  districts: number;
  /** No message arrives earlier than this after it was sent [ms], > 0. */
  lookaheadMs: number;
  /** Names of the districts, for errors. */
  names?: readonly string[];
  /** Cap on fired events of each district. */
  eventsMax?: number;
  /** Seed of the run, for error messages only. */
  seed?: string;
  /** In which order districts run inside a window. No result may depend on it: tests turn it round. */
  order?: readonly number[];
}

export interface RunOptions {
  /** Called between windows, at most once every `everyMs` of simulated time. Must only look. */
  onProgress?: (nowMs: number) => void;
  /** Simulated time between two calls of onProgress [ms]. */
  everyMs?: number;
}

/**
 * Districts that share nothing and talk by messages: conservative windows of parallel simulation
 * (Chandy and Misra; bounded lag as in Lubachevsky 1989), run on one core.
 *
 * With T the earliest pending event of all, every district may run alone through [T, T + lookahead), for no
 * message sent in there can arrive in there. Events of a district are in the order of (time, sending district,
 * its sequence), so neither the lookahead nor the order of districts in a window can change a result.
 * A district has no access to another's state; inboxes and outboxes are plain typed arrays, so that they can
 * move to shared memory when districts move to threads.
 */
export class Federation {
  readonly size: number;
  readonly lookaheadMs: number;
  /** Number of windows that were run. */
  windows = 0;
  /** Number of messages that were sent. */
  messages = 0;

  private readonly districts: Simulation[];
  private readonly inboxes: Inbox[];
  private readonly outboxes: Outbox[];
  private readonly order: readonly number[];
  /** Earliest pending event of each district [ms], so that a window visits only who has something to do. */
  private readonly nextMs: Float64Array;
  /** `scheduled` of each district when it was last left: a change in between came from outside. */
  private readonly scheduledSeen: Float64Array;
  private inOutboxes = 0;
  private nowMs = 0;

  constructor(options: FederationOptions) {
    const { districts, lookaheadMs, names, order, ...rest } = options;
    if (!(lookaheadMs > 0)) throw new InvariantError("federation", `lookahead ${lookaheadMs} ms is not > 0`);
    this.size = districts;
    this.lookaheadMs = lookaheadMs;
    this.districts = Array.from({ length: districts }, (_, id) => {
      return new Simulation({ ...rest, id, name: names?.[id] ?? `district ${id}` });
    });
    this.inboxes = this.districts.map(() => new Inbox());
    this.outboxes = this.districts.map(() => new Outbox());
    this.order = order ?? this.districts.map((_, i) => i);
    if (this.order.length !== districts || new Set(this.order).size !== districts) {
      throw new InvariantError("federation", "order must name every district once");
    }
    this.nextMs = new Float64Array(districts);
    this.scheduledSeen = new Float64Array(districts);
  }

  /** Start of the window that runs now, or the end of the last run [ms]. */
  get now(): number {
    return this.nowMs;
  }

  /** True once a district has hit its cap on events. */
  get capHit(): boolean {
    return this.districts.some((district) => district.capHit);
  }

  get eventsFired(): number {
    return this.districts.reduce((sum, district) => sum + district.eventsFired, 0);
  }

  district(i: number): Simulation {
    return this.districts[i] ?? this.unknown(i);
  }

  /** Where the messages to district i are read. */
  inbox(i: number): Inbox {
    return this.inboxes[i] ?? this.unknown(i);
  }

  /** Registers, at set-up, what district i does with a message: `fn` is given the slot in its inbox. */
  onMessage(i: number, fn: (slot: number) => void, name?: string): number {
    const inbox = this.inbox(i);
    return this.district(i).register((slot) => {
      fn(slot);
      inbox.freeUnlessKept(slot);
    }, name ?? fn.name);
  }

  /**
   * Sends a message that fires `handler` (of `onMessage`) in district `to` at timeMs.
   * @throws InvariantError when it would arrive sooner than the lookahead allows. What a district tells
   * itself is no message: use `at`.
   */
  send(
    from: number,
    to: number,
    timeMs: number,
    handler: number,
    arg = 0,
    f0 = 0,
    f1 = 0,
    f2 = 0,
    f3 = 0,
    f4 = 0,
    f5 = 0,
    f6 = 0,
    f7 = 0,
  ): void {
    const sender = this.district(from);
    if (
      !(timeMs >= sender.now + this.lookaheadMs && timeMs < Number.POSITIVE_INFINITY) ||
      from === to ||
      to >>> 0 >= this.size
    ) {
      this.refuse(sender, to, timeMs);
    }
    const outbox = this.outboxes[from] as Outbox;
    const at = outbox.append(to, handler, arg, timeMs, sender.takeTieKey());
    const { fields } = outbox;
    fields[at] = f0;
    fields[at + 1] = f1;
    fields[at + 2] = f2;
    fields[at + 3] = f3;
    fields[at + 4] = f4;
    fields[at + 5] = f5;
    fields[at + 6] = f6;
    fields[at + 7] = f7;
    this.messages++;
    this.inOutboxes++;
  }

  /**
   * Fires everything that lies before untilMs, in windows; then all clocks are at untilMs. With Infinity, runs
   * until nothing is pending and leaves each clock at its last event. False when a cap stopped it.
   */
  run(untilMs: number, options: RunOptions = {}): boolean {
    if (!(untilMs >= this.nowMs)) {
      throw new InvariantError("federation", `cannot run to ${untilMs} ms`, { timeMs: this.nowMs });
    }
    const everyMs = options.onProgress === undefined ? Number.POSITIVE_INFINITY : (options.everyMs ?? 1000);
    let reportMs = this.nowMs + everyMs;
    this.open();
    for (;;) {
      const startMs = this.earliest();
      if (!(startMs < untilMs)) break;
      this.nowMs = startMs;
      if (startMs >= reportMs) {
        options.onProgress?.(startMs);
        reportMs = startMs + everyMs;
      }
      if (!this.window(Math.min(startMs + this.lookaheadMs, untilMs))) return false;
    }
    if (untilMs < Number.POSITIVE_INFINITY) {
      for (const district of this.districts) district.runBefore(untilMs);
      this.nowMs = untilMs;
    }
    return true;
  }

  /** Takes up what was scheduled and sent outside a run, by the set-up. */
  private open(): void {
    for (let i = 0; i < this.size; i++) {
      const district = this.districts[i] as Simulation;
      this.nextMs[i] = district.nextTime();
      this.scheduledSeen[i] = district.scheduled;
    }
    this.deliverAll();
  }

  private earliest(): number {
    const { nextMs } = this;
    let earliest = Number.POSITIVE_INFINITY;
    for (let i = 0; i < nextMs.length; i++) {
      const next = nextMs[i] as number;
      if (next < earliest) earliest = next;
    }
    return earliest;
  }

  private window(endMs: number): boolean {
    const { nextMs, order, scheduledSeen } = this;
    this.windows++;
    for (let k = 0; k < order.length; k++) {
      const i = order[k] as number;
      if (!((nextMs[i] as number) < endMs)) continue;
      const district = this.districts[i] as Simulation;
      if (district.scheduled !== scheduledSeen[i]) this.refuseTrespass(district);
      if (!district.fireBefore(endMs)) return false;
      nextMs[i] = district.nextTime();
      scheduledSeen[i] = district.scheduled;
    }
    this.deliverAll();
    return true;
  }

  private deliverAll(): void {
    if (this.inOutboxes === 0) return;
    this.inOutboxes = 0;
    for (let from = 0; from < this.size; from++) {
      const outbox = this.outboxes[from] as Outbox;
      for (let i = 0; i < outbox.size; i++) this.deliver(from, outbox, i);
      outbox.clear();
    }
  }

  private deliver(from: number, outbox: Outbox, i: number): void {
    const to = outbox.to[i] as number;
    const timeMs = outbox.timeMs[i] as number;
    const inbox = this.inboxes[to] as Inbox;
    const district = this.districts[to] as Simulation;
    const slot = inbox.take();
    inbox.from[slot] = from;
    inbox.arg[slot] = outbox.arg[i] as number;
    outbox.copyFields(i, inbox.fields, slot);
    district.deliver(timeMs, outbox.tieKey[i] as number, outbox.handler[i] as number, slot);
    if (timeMs < (this.nextMs[to] as number)) this.nextMs[to] = timeMs;
    this.scheduledSeen[to] = (this.scheduledSeen[to] as number) + 1;
  }

  private unknown(i: number): never {
    throw new InvariantError("federation", `there is no district ${i}`, { timeMs: this.nowMs });
  }

  private refuse(sender: Simulation, to: number, timeMs: number): never {
    const problem =
      sender !== this.district(to)
        ? `sends to district ${to} for ${timeMs} ms, sooner than its lookahead of ${this.lookaheadMs} ms allows`
        : "sends a message to itself";
    throw new InvariantError(sender.name, problem, { timeMs: sender.now });
  }

  private refuseTrespass(district: Simulation): never {
    throw new InvariantError(district.name, "was scheduled into from outside while it did not run", {
      timeMs: this.nowMs,
    });
  }
}
