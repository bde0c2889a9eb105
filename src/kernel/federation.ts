import type { Exchange } from "./exchange.ts";
import { Inbox, MESSAGE_FIELDS } from "./inbox.ts";
import { InvariantError } from "./invariant.ts";
import { type Delivery, Outbox } from "./outbox.ts";
import { Simulation } from "./simulation.ts";

const STEPS_AT_ONCE_MAX = 1024;
export interface FederationOptions {
  /** Number of districts, 1 to 512. */
  districts: number;
  /** No message arrives earlier than this after it was sent [ms], > 0. */
  lookaheadMs: number;
  /** Names of the districts, for errors. */
  names?: readonly string[];
  /** By district: its group, 0 and up. No result may depend on it: tests turn it round. Default: one group of all. */
  groups?: readonly number[];
  /** Has only some groups run here, the others on other threads that call `run` just as this one does. */
  exchange?: Exchange;
  /** Cap on fired events of each group. */
  eventsMax?: number;
  /** Seed of the run, for error messages only. */
  seed?: string;
}

/**
 * Districts that share nothing and talk by messages, in groups: the districts of a group run on one clock and one
 * list of events, groups in conservative windows of parallel simulation (Chandy and Misra; bounded lag as in
 * Lubachevsky 1989).
 *
 * With T the earliest pending event of all, every group may run alone through [T, T + lookahead), for no message
 * sent in there can arrive in there; a single group needs no windows. Events are in the order of (time, sending
 * district, its sequence) wherever they run, so neither the groups nor the lookahead can change a result.
 * A district has no access to another's state; inboxes and outboxes are plain typed arrays.
 */
export class Federation {
  readonly size: number;
  readonly lookaheadMs: number;
  /** Number of windows that were run. */
  windows = 0;
  /** Number of messages that were sent. */
  messages = 0;

  private readonly districts: Simulation[];
  private readonly groupOf: Int32Array;
  /** One district of each group, which stands for it. */
  private readonly leads: Simulation[];
  private readonly members: Simulation[][];
  private readonly inboxes: Inbox[];
  /** What each group has for the others. */
  private readonly outboxes: Outbox[];
  /** By group: earliest pending event [ms], so that a window visits only who has something to do. */
  private readonly nextMs: Float64Array;
  /** By group: events scheduled when it was last left; a change in between came from outside. */
  private readonly scheduledSeen: Float64Array;
  private readonly exchange: Exchange | undefined;
  /** Beside other threads: steps taken before it is asked again how much of the time ahead is empty. */
  private stepsAtOnce = 1;
  private inOutboxes = 0;
  private nowMs = 0;

  constructor(options: FederationOptions) {
    const { districts, lookaheadMs, names, groups, exchange, ...rest } = options;
    this.exchange = exchange;
    if (!(lookaheadMs > 0)) throw new InvariantError("federation", `lookahead ${lookaheadMs} ms is not > 0`);
    this.size = districts;
    this.lookaheadMs = lookaheadMs;
    this.groupOf = Int32Array.from({ length: districts }, (_, i) => groups?.[i] ?? 0);
    this.leads = [];
    this.members = [];
    this.districts = [];
    for (let id = 0; id < districts; id++) {
      const group = this.groupOf[id] as number;
      const lead = this.leads[group];
      const name = names?.[id] ?? `district ${id}`;
      const district = new Simulation({ ...rest, id, name, ...(lead === undefined ? {} : { beside: lead }) });
      this.districts.push(district);
      if (lead === undefined) this.leads[group] = district;
      this.members[group] = [...(this.members[group] ?? []), district];
    }
    if (Object.keys(this.leads).length !== this.leads.length) {
      throw new InvariantError("federation", "groups must be numbered 0, 1, 2, ... without a gap");
    }
    this.inboxes = this.districts.map(() => new Inbox());
    this.outboxes = this.leads.map(() => new Outbox());
    this.nextMs = new Float64Array(this.leads.length);
    this.scheduledSeen = new Float64Array(this.leads.length);
  }

  /** Start of the window that runs now, or the end of the last run [ms]. */
  get now(): number {
    return this.nowMs;
  }

  /** True once a group has hit its cap on events. */
  get capHit(): boolean {
    return this.leads.some((lead) => lead.capHit);
  }

  get eventsFired(): number {
    return this.leads.reduce((sum, lead) => sum + lead.eventsFired, 0);
  }

  /** Districts that run on this thread. */
  get here(): number[] {
    const groups = this.exchange?.here;
    return [...this.groupOf.keys()].filter((i) => groups?.includes(this.groupOf[i] as number) ?? true);
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
    this.messages++;
    let fields: Float64Array;
    let at: number;
    if (this.groupOf[from] === this.groupOf[to]) {
      const inbox = this.inboxes[to] as Inbox;
      const slot = inbox.take(from, arg);
      (this.districts[to] as Simulation).deliver(timeMs, sender.takeTieKey(), handler, slot);
      at = slot * MESSAGE_FIELDS;
      fields = inbox.fields;
    } else {
      const outbox = this.outboxes[this.groupOf[from] as number] as Outbox;
      at = outbox.append(from, to, handler, arg, timeMs, sender.takeTieKey());
      fields = outbox.fields;
      this.inOutboxes++;
    }
    fields[at] = f0;
    fields[at + 1] = f1;
    fields[at + 2] = f2;
    fields[at + 3] = f3;
    fields[at + 4] = f4;
    fields[at + 5] = f5;
    fields[at + 6] = f6;
    fields[at + 7] = f7;
  }

  /**
   * Fires everything that lies before untilMs; then all clocks are at untilMs. With Infinity, runs until nothing is
   * pending and leaves each clock at its last event. False when a cap stopped it.
   */
  run(untilMs: number): boolean {
    if (!(untilMs >= this.nowMs)) {
      throw new InvariantError("federation", `cannot run to ${untilMs} ms`, { timeMs: this.nowMs });
    }
    if (!this.fireBefore(untilMs)) return false;
    if (untilMs < Number.POSITIVE_INFINITY) {
      const here = this.exchange?.here ?? this.leads.keys();
      for (const group of here) (this.leads[group] as Simulation).runBefore(untilMs);
      this.nowMs = untilMs;
    }
    return true;
  }

  private fireBefore(untilMs: number): boolean {
    if (this.exchange !== undefined) return this.runBesideOthers(untilMs, this.exchange);
    return this.leads.length === 1
      ? (this.leads[0] as Simulation).fireBefore(untilMs)
      : this.runWindows(untilMs);
  }

  /** Steps of a fixed length, but for empty time: all threads come to the same ones. */
  private runBesideOthers(untilMs: number, exchange: Exchange): boolean {
    const leads = exchange.here.map((group) => this.leads[group] as Simulation);
    exchange.close(this.outboxes, this.delivery);
    let endMs = this.nowMs;
    while (endMs < untilMs) {
      exchange.meet(this.delivery);
      const firstMs = exchange.earliest(Math.min(...leads.map((lead) => lead.nextTime())));
      const isEmpty = firstMs >= endMs + exchange.stepMs;
      // Whoever has little to do asks soon again how much of the time ahead is empty.
      this.stepsAtOnce = isEmpty ? 1 : Math.min(2 * this.stepsAtOnce, STEPS_AT_ONCE_MAX);
      endMs = Math.max(endMs, Math.min(firstMs, untilMs));
      for (let i = 0; i < this.stepsAtOnce && endMs < untilMs; i++) {
        endMs = Math.min(endMs + exchange.stepMs, untilMs);
        this.windows++;
        exchange.open(this.delivery);
        for (const lead of leads) if (!lead.fireBefore(endMs)) return false;
        exchange.close(this.outboxes, this.delivery);
      }
    }
    exchange.meet(this.delivery);
    return true;
  }

  private runWindows(untilMs: number): boolean {
    this.open();
    for (;;) {
      const startMs = this.earliest();
      if (!(startMs < untilMs)) return true;
      this.nowMs = startMs;
      if (!this.window(Math.min(startMs + this.lookaheadMs, untilMs))) return false;
    }
  }

  /** Takes up what was scheduled and sent outside a run, by the set-up. */
  private open(): void {
    this.leads.forEach((lead, group) => {
      this.nextMs[group] = lead.nextTime();
      this.scheduledSeen[group] = this.scheduledIn(group);
    });
    this.deliverAll();
  }

  private scheduledIn(group: number): number {
    let sum = 0;
    for (const member of this.members[group] as Simulation[]) sum += member.scheduled;
    return sum;
  }

  private earliest(): number {
    const { nextMs } = this;
    let earliest = Number.POSITIVE_INFINITY;
    for (let group = 0; group < nextMs.length; group++) {
      const next = nextMs[group] as number;
      if (next < earliest) earliest = next;
    }
    return earliest;
  }

  private window(endMs: number): boolean {
    const { nextMs, scheduledSeen, leads } = this;
    this.windows++;
    for (let group = 0; group < leads.length; group++) {
      if (!((nextMs[group] as number) < endMs)) continue;
      const lead = leads[group] as Simulation;
      if (this.scheduledIn(group) !== scheduledSeen[group]) this.refuseTrespass(lead);
      if (!lead.fireBefore(endMs)) return false;
      nextMs[group] = lead.nextTime();
      scheduledSeen[group] = this.scheduledIn(group);
    }
    this.deliverAll();
    return true;
  }

  private deliverAll(): void {
    if (this.inOutboxes === 0) return;
    this.inOutboxes = 0;
    for (const box of this.outboxes) {
      for (let i = 0; i < box.size; i++) {
        const group = this.groupOf[box.to[i] as number] as number;
        const timeMs = box.timeMs[i] as number;
        box.hand(i, this.delivery);
        if (timeMs < (this.nextMs[group] as number)) this.nextMs[group] = timeMs;
        this.scheduledSeen[group] = (this.scheduledSeen[group] as number) + 1;
      }
      box.clear();
    }
  }

  private readonly delivery: Delivery = (to, handler, arg, timeMs, tieKey, from, fields, at) => {
    const inbox = this.inboxes[to] as Inbox;
    const slot = inbox.take(from, arg);
    const into = slot * MESSAGE_FIELDS;
    for (let k = 0; k < MESSAGE_FIELDS; k++) inbox.fields[into + k] = fields[at + k] as number;
    (this.districts[to] as Simulation).deliver(timeMs, tieKey, handler, slot);
  };

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
