import { InvariantError } from "./invariant.ts";
import type { Simulation } from "./simulation.ts";

/** What a process may wait for: a delay [ms], a signal, or another process's end. */
export type Waitable = number | Signal | Process;

/** The body of a process: `yield` gives back a signal's value or an ended process's return value. */
export type ProcessBody = Generator<Waitable, unknown, unknown>;

/** Thrown into a process that is interrupted while it waits. */
export class Interrupt extends Error {
  override readonly name = "Interrupt";
  readonly reason: unknown;

  constructor(reason: unknown) {
    super(`interrupted: ${String(reason)}`);
    this.reason = reason;
  }
}

/** Something that processes can wait for, any number of times: each `fire` wakes those who wait at that time. */
export class Signal {
  private waiting: Process[] = [];

  /** Wakes all waiting processes now, in the order in which they came; each receives `value`. */
  fire(value?: unknown): void {
    const woken = this.waiting;
    this.waiting = [];
    for (const process of woken) process.wake(value);
  }

  /** Number of processes that wait for it. */
  get waiters(): number {
    return this.waiting.length;
  }

  /** For `Process`. */
  join(process: Process): void {
    this.waiting.push(process);
  }

  /** For `Process`: an interrupted process waits no more. */
  leave(process: Process): void {
    this.waiting = this.waiting.filter((other) => other !== process);
  }
}

/**
 * A generator that runs in simulated time: prose for cold paths (a repair, a fail-over). It costs about three
 * times a handler; the shake path uses handlers.
 *
 * As in SimPy: what it starts happens in an event of its own at the same time; an error that nobody waits
 * for ends the run; an interrupt takes a process out of its wait.
 */
export class Process {
  /** True until the body has returned or thrown. */
  alive = true;
  /** What the body returned. */
  value: unknown;

  private readonly sim: Simulation;
  private readonly body: ProcessBody;
  private readonly ended = new Signal();
  private error: unknown;
  private failed = false;
  /** Event that will resume it, or -1. */
  private event = -1;
  private waitsFor: Signal | undefined;
  private waitsForProcess: Process | undefined;

  constructor(sim: Simulation, body: ProcessBody) {
    this.sim = sim;
    this.body = body;
    this.resumeAt(sim.now, () => this.body.next());
  }

  /** Throws an `Interrupt` into the process, now, out of whatever it waits for. Not possible once it has ended. */
  interrupt(reason?: unknown): void {
    if (!this.alive) {
      throw new InvariantError("process", "cannot interrupt a process that has ended", {
        timeMs: this.sim.now,
      });
    }
    // An event of its own: a process that has not begun begins first, and one that has ended by then is left alone.
    this.sim.callAt(this.sim.now, () => {
      if (!this.alive) return;
      this.stopWaiting();
      this.advance(() => this.body.throw(new Interrupt(reason)));
    });
  }

  /** For `Signal`. */
  wake(value: unknown): void {
    const from = this.waitsForProcess;
    this.waitsFor = undefined;
    this.waitsForProcess = undefined;
    this.resumeAt(this.sim.now, () => this.resume(from, value));
  }

  private resume(from: Process | undefined, value: unknown): IteratorResult<Waitable, unknown> {
    return from?.failed ? this.body.throw(from.error) : this.body.next(value);
  }

  private resumeAt(timeMs: number, step: () => IteratorResult<Waitable, unknown>): void {
    this.event = this.sim.callAt(timeMs, () => {
      this.event = -1;
      this.advance(step);
    });
  }

  private advance(step: () => IteratorResult<Waitable, unknown>): void {
    let result: IteratorResult<Waitable, unknown>;
    try {
      result = step();
    } catch (error) {
      this.alive = false;
      this.failed = true;
      this.error = error;
      if (this.ended.waiters === 0) throw error;
      this.ended.fire();
      return;
    }
    if (result.done) {
      this.alive = false;
      this.value = result.value;
      this.ended.fire(result.value);
    } else {
      this.waitFor(result.value);
    }
  }

  private waitFor(what: Waitable): void {
    if (typeof what === "number") {
      this.resumeAt(this.sim.now + what, () => this.body.next());
    } else if (what instanceof Signal) {
      this.waitsFor = what;
      what.join(this);
    } else if (what.alive) {
      this.waitsForProcess = what;
      this.waitsFor = what.ended;
      what.ended.join(this);
    } else {
      this.resumeAt(this.sim.now, () => this.resume(what, what.value));
    }
  }

  private stopWaiting(): void {
    if (this.event !== -1) this.sim.cancel(this.event);
    this.event = -1;
    this.waitsFor?.leave(this);
    this.waitsFor = undefined;
    this.waitsForProcess = undefined;
  }
}

/** Starts a process: its first step runs in an event of its own, at the present time. */
export function spawn(sim: Simulation, body: () => ProcessBody): Process {
  return new Process(sim, body());
}
