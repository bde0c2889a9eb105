import { EventList } from "./event-list.ts";
import { InvariantError } from "./invariant.ts";

/** Called when an event fires; `arg` is the int32 given when it was scheduled. */
export type Handler = (arg: number) => void;

export interface SimulationOptions {
  /** District number, 0 to 511: the second key of the order of events. */
  id?: number;
  /** Runs on the clock, event list and handlers of this one: two districts of one thread. */
  beside?: Simulation;
  /** How errors name this simulation. */
  name?: string;
  /** Cap on fired events; a run that hits it stops and sets `capHit`. Of the first, for those beside it. */
  eventsMax?: number;
  /** Seed of the run, for error messages only. */
  seed?: string;
}

export interface SimulationCounters {
  eventsFired: number;
  scheduled: number;
  cancelled: number;
  pending: number;
}

/** Tie keys are district * 2^44 + sequence: unique, and exact in a float64 for 512 districts. */
export const TIE_KEYS_PER_DISTRICT = 2 ** 44;
export const DISTRICTS_MAX = 512;

/** What districts that run on one thread share: a clock, a list of events, a table of handlers. */
interface Engine {
  readonly events: EventList;
  readonly handlers: Handler[];
  readonly handlerNames: string[];
  readonly eventsMax: number;
  nowMs: number;
  fired: number;
  capHit: boolean;
}

/**
 * One clock and its pending events: a district, or a whole model that needs no districts.
 *
 * Events fire in the order of (time, district, sequence of scheduling). Handlers are registered once, at
 * set-up; an event is a handler's number and an int32, so scheduling allocates nothing.
 */
export class Simulation {
  readonly id: number;
  readonly name: string;

  private readonly engine: Engine;
  /** The engine's own, at hand for every event that is scheduled. */
  private readonly events: EventList;
  private readonly seed: string | undefined;
  private readonly tieBase: number;
  private readonly calls: ((() => void) | undefined)[] = [];
  private readonly callsFree: number[] = [];
  private readonly callHandler: number;
  private nextTie: number;
  /** Tie keys that went to messages for others, and events that came with a tie key of others. */
  private sentCount = 0;
  private deliveredCount = 0;
  private cancelledCount = 0;

  constructor(options: SimulationOptions = {}) {
    this.id = options.id ?? 0;
    this.name = options.name ?? `simulation ${this.id}`;
    if (!Number.isInteger(this.id) || this.id < 0 || this.id >= DISTRICTS_MAX) {
      throw new InvariantError(this.name, `id must be an integer from 0 to ${DISTRICTS_MAX - 1}`);
    }
    this.engine = options.beside?.engine ?? {
      events: new EventList(),
      handlers: [],
      handlerNames: [],
      eventsMax: options.eventsMax ?? Number.POSITIVE_INFINITY,
      nowMs: 0,
      fired: 0,
      capHit: false,
    };
    this.events = this.engine.events;
    this.seed = options.seed;
    this.tieBase = this.id * TIE_KEYS_PER_DISTRICT;
    this.nextTie = this.tieBase;
    this.callHandler = this.register((slot) => this.takeCall(slot)?.(), "call");
  }

  /** Simulated time [ms]. */
  get now(): number {
    return this.engine.nowMs;
  }

  /** True once `eventsMax` has stopped a run: whatever was measured is incomplete. */
  get capHit(): boolean {
    return this.engine.capHit;
  }

  /** Number of events fired, those of the districts beside this one included. */
  get eventsFired(): number {
    return this.engine.fired;
  }

  /** Number of events ever scheduled here, messages of other districts included. */
  get scheduled(): number {
    return this.nextTie - this.tieBase - this.sentCount + this.deliveredCount;
  }

  get pending(): number {
    return this.events.size;
  }

  /** Makes `fn` known as a handler and returns its number. For set-up, not for each event. */
  register(fn: Handler, name?: string): number {
    const { handlers, handlerNames } = this.engine;
    handlers.push(fn);
    handlerNames.push(name ?? (fn.name || `handler ${handlers.length - 1}`));
    return handlers.length - 1;
  }

  /**
   * Schedules handler(arg) at timeMs and returns the event's id.
   * @throws InvariantError for a time in the past or not finite, and for an arg that is not an int32.
   */
  at(timeMs: number, handler: number, arg = 0): number {
    if (!(timeMs >= this.engine.nowMs && timeMs < Number.POSITIVE_INFINITY)) this.refuseTime(timeMs, handler);
    if ((arg | 0) !== arg) this.refuseArg(arg, handler);
    return this.events.push(timeMs, this.nextTie++, handler, arg);
  }

  /** `at` for an event that nobody will cancel: it has no id, and takes less time and room while it is far ahead. */
  post(timeMs: number, handler: number, arg = 0): void {
    if (!(timeMs >= this.engine.nowMs && timeMs < Number.POSITIVE_INFINITY)) this.refuseTime(timeMs, handler);
    if ((arg | 0) !== arg) this.refuseArg(arg, handler);
    this.events.post(timeMs, this.nextTie++, handler, arg);
  }

  /** Schedules handler(arg) delayMs from now. */
  after(delayMs: number, handler: number, arg = 0): number {
    return this.at(this.engine.nowMs + delayMs, handler, arg);
  }

  /** Cold path: schedules a closure. It allocates; hot parts register a handler instead. */
  callAt(timeMs: number, fn: () => void): number {
    const slot = this.callsFree.pop() ?? this.calls.length;
    this.calls[slot] = fn;
    return this.at(timeMs, this.callHandler, slot);
  }

  /** Takes a scheduled event back; false when it has fired or was cancelled before. */
  cancel(id: number): boolean {
    if (!this.events.cancel(id)) return false;
    this.cancelledCount++;
    if (this.events.handler === this.callHandler) this.takeCall(this.events.arg);
    return true;
  }

  /** Time of the next event [ms]; Infinity when none is pending. */
  nextTime(): number {
    return this.events.peekTime();
  }

  /** Fires all events with time < endMs, then sets the clock to endMs. False when the cap stopped it. */
  runBefore(endMs: number): boolean {
    this.checkEnd(endMs);
    if (!this.fireBefore(endMs)) return false;
    this.engine.nowMs = endMs;
    return true;
  }

  /** Fires all events with time <= timeMs, then sets the clock to timeMs. False when the cap stopped it. */
  runUntil(timeMs: number): boolean {
    this.checkEnd(timeMs);
    if (!this.fireBefore(nextAfter(timeMs))) return false;
    this.engine.nowMs = timeMs;
    return true;
  }

  /** For `Federation`: `runBefore` that leaves the clock at the last event. */
  fireBefore(endMs: number): boolean {
    const { engine, events } = this;
    const { handlers, eventsMax } = engine;
    while (engine.fired < eventsMax) {
      if (!events.popBefore(endMs)) return true;
      engine.nowMs = events.timeMs;
      engine.fired++;
      (handlers[events.handler] as Handler)(events.arg);
    }
    if (events.peekTime() >= endMs) return true;
    engine.capHit = true;
    return false;
  }

  /** Fires events until none is pending; the clock stays at the last. False when the cap stopped it. */
  runIdle(): boolean {
    return this.fireBefore(Number.POSITIVE_INFINITY);
  }

  counters(): SimulationCounters {
    return {
      eventsFired: this.engine.fired,
      scheduled: this.scheduled,
      cancelled: this.cancelledCount,
      pending: this.events.size,
    };
  }

  /** For `Federation`: the next tie key of this district, for a message that it sends. */
  takeTieKey(): number {
    this.sentCount++;
    return this.nextTie++;
  }

  /** For `Federation`: delivers a message's event, whose tie key is its sender's. */
  deliver(timeMs: number, tieKey: number, handler: number, arg: number): void {
    if (!(timeMs >= this.engine.nowMs && timeMs < Number.POSITIVE_INFINITY)) this.refuseTime(timeMs, handler);
    this.deliveredCount++;
    this.events.post(timeMs, tieKey, handler, arg);
  }

  private takeCall(slot: number): (() => void) | undefined {
    const fn = this.calls[slot];
    this.calls[slot] = undefined;
    this.callsFree.push(slot);
    return fn;
  }

  private checkEnd(endMs: number): void {
    if (endMs >= this.engine.nowMs && endMs < Number.POSITIVE_INFINITY) return;
    throw new InvariantError(this.name, `cannot run to ${endMs} ms`, this.context());
  }

  private refuseTime(timeMs: number, handler: number): never {
    const name = this.engine.handlerNames[handler] ?? `unknown handler ${handler}`;
    throw new InvariantError(this.name, `cannot schedule "${name}" at ${timeMs} ms`, this.context());
  }

  private refuseArg(arg: number, handler: number): never {
    const name = this.engine.handlerNames[handler] ?? `unknown handler ${handler}`;
    throw new InvariantError(this.name, `"${name}" was given ${arg}, not an int32`, this.context());
  }

  private context(): { timeMs: number; seed?: string } {
    return this.seed === undefined
      ? { timeMs: this.engine.nowMs }
      : { timeMs: this.engine.nowMs, seed: this.seed };
  }
}

/** The float64 that follows a finite x >= 0: turns "up to and with x" into "before". */
function nextAfter(x: number): number {
  const bits = new BigInt64Array(1);
  const value = new Float64Array(bits.buffer);
  value[0] = x + 0;
  bits[0] = (bits[0] as bigint) + 1n;
  return value[0] as number;
}
