import { enlarge } from "../../kernel/enlarge.ts";
import { openStream, type RandomStream } from "../../kernel/random.ts";
import type { Simulation } from "../../kernel/simulation.ts";
import type { LabSource as LabSourcePlan } from "../../scenario/lab/lab-scenario.ts";
import { Client } from "../traffic/client.ts";

export interface LabClientOptions {
  sim: Simulation;
  id: string;
  plan: NonNullable<LabSourcePlan["client"]>;
  seed: string;
  /** An attempt leaves now; the number of its slot is to be told by `sent` before it can be refused. */
  onAttempt: (request: number, counts: boolean) => void;
  /** A request has ended without an answer. */
  onLost: (why: "refused" | "timedOut", counts: boolean) => void;
}

/** No attempt is waited for. */
const NONE = -1;

/**
 * Clients with the architecture's policy of deadlines and retries, as sources of attempts. An attempt that its client
 * has given up goes on through the stations: nobody tells them.
 */
export class LabClient {
  /** Attempts sent, counted or not, and those of requests that count. */
  attempts = 0;
  attemptsCounted = 0;

  private readonly sim: Simulation;
  private readonly client: Client;
  private readonly stream: RandomStream;
  private readonly onAttempt: LabClientOptions["onAttempt"];
  private readonly onLost: LabClientOptions["onLost"];
  private readonly deadlineHandler: number;
  private readonly retryHandler: number;
  /** By request: the slot of the attempt that is waited for, tries so far, and whether it counts. */
  private waitsFor = new Int32Array(64);
  private tries = new Int32Array(64);
  private counts = new Uint8Array(64);
  private beganMs = new Float64Array(64);
  private deadline = new Float64Array(64);
  private free = new Int32Array(64);
  private freeCount = 0;
  private used = 0;

  constructor({ sim, id, plan, seed, onAttempt, onLost }: LabClientOptions) {
    this.sim = sim;
    this.client = new Client({
      timeoutMs: [plan.timeout],
      retries: plan.retries,
      retryPauseMs: plan.pause,
      jitterShare: plan.jitter,
      retryWhenBusy: plan.retryWhenRefused,
    });
    this.stream = openStream(seed, `retries/${id}`);
    this.onAttempt = onAttempt;
    this.onLost = onLost;
    this.deadlineHandler = sim.register((request) => this.giveUp(request), `${id} deadline`);
    this.retryHandler = sim.register((request) => this.attempt(request), `${id} retries`);
  }

  /** A client wants something now. */
  begin(counts: boolean): void {
    const request = this.freeCount > 0 ? (this.free[--this.freeCount] as number) : this.fresh();
    this.tries[request] = 0;
    this.counts[request] = counts ? 1 : 0;
    this.beganMs[request] = this.sim.now;
    this.attempt(request);
  }

  /** The slot of the attempt that the request has just sent. */
  sent(request: number, slot: number): void {
    this.waitsFor[request] = slot;
  }

  /** An attempt was answered: the request's time since its first attempt [ms], or NaN where nobody waits any more. */
  answered(request: number, slot: number): number {
    if (this.waitsFor[request] !== slot) return Number.NaN;
    this.sim.cancel(this.deadline[request] as number);
    const responseMs = this.sim.now - (this.beganMs[request] as number);
    this.end(request);
    return responseMs;
  }

  /** An attempt was refused, and its client told so. */
  refused(request: number, slot: number): void {
    if (this.waitsFor[request] !== slot) return;
    this.sim.cancel(this.deadline[request] as number);
    this.waitsFor[request] = NONE;
    if (this.client.triesAgainWhenBusy(this.tries[request] as number)) this.pause(request);
    else this.lose(request, "refused");
  }

  private attempt(request: number): void {
    const counts = this.counts[request] === 1;
    this.tries[request] = (this.tries[request] as number) + 1;
    this.attempts++;
    if (counts) this.attemptsCounted++;
    const deadlineMs = this.client.deadlineMs(this.sim.now, 0);
    this.deadline[request] = this.sim.at(deadlineMs, this.deadlineHandler, request);
    this.onAttempt(request, counts);
  }

  private giveUp(request: number): void {
    this.waitsFor[request] = NONE;
    if (this.client.triesAgain(this.tries[request] as number)) this.pause(request);
    else this.lose(request, "timedOut");
  }

  private pause(request: number): void {
    const pauseMs = this.client.pauseMs(this.tries[request] as number, this.stream);
    this.sim.after(pauseMs, this.retryHandler, request);
  }

  private lose(request: number, why: "refused" | "timedOut"): void {
    const counts = this.counts[request] === 1;
    this.end(request);
    this.onLost(why, counts);
  }

  private end(request: number): void {
    this.waitsFor[request] = NONE;
    this.free[this.freeCount++] = request;
  }

  private fresh(): number {
    if (this.used === this.tries.length) {
      const capacity = this.used * 2;
      this.waitsFor = enlarge(this.waitsFor, capacity);
      this.tries = enlarge(this.tries, capacity);
      this.counts = enlarge(this.counts, capacity);
      this.beganMs = enlarge(this.beganMs, capacity);
      this.deadline = enlarge(this.deadline, capacity);
      this.free = enlarge(this.free, capacity);
    }
    return this.used++;
  }
}
