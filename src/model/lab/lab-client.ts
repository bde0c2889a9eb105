import { enlarge } from "../../kernel/enlarge.ts";
import { openStream, type RandomStream } from "../../kernel/random.ts";
import type { Simulation } from "../../kernel/simulation.ts";
import type { LabSource as LabSourcePlan } from "../../scenario/lab/lab-scenario.ts";
import { Client } from "../traffic/client.ts";
import { RetryBudget } from "../traffic/retry-budget.ts";
import type { Ending } from "./ending.ts";
import type { LabSource } from "./lab-source.ts";
import type { Loss } from "./passage.ts";

export interface LabClientOptions {
  sim: Simulation;
  source: LabSource;
  id: string;
  plan: NonNullable<LabSourcePlan["client"]>;
  seed: string;
  /** An attempt leaves now; the number of its slot is to be told by `sent` before it can be refused. */
  onAttempt: (request: number, user: number, counts: boolean) => void;
  /** A request has ended without an answer. */
  onLost: (ending: Ending) => void;
  /** The client does not want the attempt in this slot any more, and says so. */
  onWithdrawn: (slot: number) => void;
}

/** No attempt is waited for. */
const NONE = -1;

/**
 * Clients with the architecture's policy of deadlines and retries, as sources of attempts. An attempt that its client
 * has given up goes on through the stations, for nobody tells them, unless the plan says that clients do.
 */
export class LabClient {
  /** Attempts sent, counted or not, and those of requests that count. */
  attempts = 0;
  attemptsCounted = 0;

  /** The last request that ended without an answer. */
  private readonly ending: Ending;
  private readonly sim: Simulation;
  private readonly client: Client;
  private readonly stream: RandomStream;
  private readonly onAttempt: LabClientOptions["onAttempt"];
  private readonly onLost: LabClientOptions["onLost"];
  private readonly onWithdrawn: LabClientOptions["onWithdrawn"] | undefined;
  /** Retries that all clients of the source together may still send. */
  private readonly budget: RetryBudget | undefined;
  private readonly deadlineHandler: number;
  private readonly retryHandler: number;
  /** By request: the slot of the attempt that is waited for, tries so far, and whether it counts. */
  private waitsFor = new Int32Array(64);
  private tries = new Int32Array(64);
  private counts = new Uint8Array(64);
  private user = new Int32Array(64);
  private number = new Float64Array(64);
  private beganMs = new Float64Array(64);
  private deadline = new Float64Array(64);
  private free = new Int32Array(64);
  private freeCount = 0;
  private used = 0;

  constructor({ sim, source, id, plan, seed, onAttempt, onLost, onWithdrawn }: LabClientOptions) {
    this.sim = sim;
    this.ending = {
      source,
      user: 0,
      number: 0,
      beganMs: 0,
      waitedMs: Number.NaN,
      attempts: 0,
      outcome: "timedOut",
      at: "",
    };
    this.client = new Client({
      timeoutMs: [plan.timeout],
      retries: plan.retries,
      retryPauseMs: plan.pause,
      retryPauseGrowth: plan.growth,
      ...(plan.pauseMax === undefined ? {} : { retryPauseMaxMs: plan.pauseMax }),
      jitterShare: plan.jitter,
      retryWhenBusy: plan.retryWhenRefused,
    });
    this.stream = openStream(seed, `retries/${id}`);
    this.onAttempt = onAttempt;
    this.onLost = onLost;
    this.onWithdrawn = plan.withdraw ? onWithdrawn : undefined;
    this.budget = plan.retryBudget && new RetryBudget(plan.retryBudget);
    this.deadlineHandler = sim.register((request) => this.giveUp(request), `${id} deadline`);
    this.retryHandler = sim.register((request) => this.attempt(request), `${id} retries`);
  }

  /** A client wants something now. */
  begin(number: number, user: number, counts: boolean): void {
    const request = this.freeCount > 0 ? (this.free[--this.freeCount] as number) : this.fresh();
    this.tries[request] = 0;
    this.counts[request] = counts ? 1 : 0;
    this.user[request] = user;
    this.number[request] = number;
    this.beganMs[request] = this.sim.now;
    this.budget?.earn();
    this.attempt(request);
  }

  /** The slot of the attempt that the request has just sent. */
  sent(request: number, slot: number): void {
    this.waitsFor[request] = slot;
  }

  /** An attempt was answered; fills in what the client knows of its request. False when nobody waits for it any more. */
  answered(request: number, slot: number, ending: Ending): boolean {
    if (this.waitsFor[request] !== slot) return false;
    this.sim.cancel(this.deadline[request] as number);
    this.tell(request, ending);
    this.end(request);
    return true;
  }

  /** An attempt was sent away, and its client told so. */
  refused(request: number, slot: number, why: Loss, at: string): void {
    if (this.waitsFor[request] !== slot) return;
    this.sim.cancel(this.deadline[request] as number);
    this.waitsFor[request] = NONE;
    if (this.client.triesAgainWhenBusy(this.tries[request] as number) && this.mayRetry()) this.pause(request);
    else this.lose(request, why, at);
  }

  /** An attempt is gone without a word: its client waits on, but there is nothing to withdraw any more. */
  fellSilent(request: number, slot: number): void {
    if (this.waitsFor[request] === slot) this.waitsFor[request] = NONE;
  }

  private attempt(request: number): void {
    const counts = this.counts[request] === 1;
    this.tries[request] = (this.tries[request] as number) + 1;
    this.attempts++;
    if (counts) this.attemptsCounted++;
    const deadlineMs = this.client.deadlineMs(this.sim.now, 0);
    this.deadline[request] = this.sim.at(deadlineMs, this.deadlineHandler, request);
    this.onAttempt(request, this.user[request] as number, counts);
  }

  private giveUp(request: number): void {
    const slot = this.waitsFor[request] as number;
    if (slot !== NONE) this.onWithdrawn?.(slot);
    this.waitsFor[request] = NONE;
    if (this.client.triesAgain(this.tries[request] as number) && this.mayRetry()) this.pause(request);
    else this.lose(request, "timedOut", "");
  }

  private mayRetry(): boolean {
    return this.budget?.spend() ?? true;
  }

  private pause(request: number): void {
    const pauseMs = this.client.pauseMs(this.tries[request] as number, this.stream);
    this.sim.after(pauseMs, this.retryHandler, request);
  }

  private lose(request: number, why: Loss | "timedOut", at: string): void {
    const { ending } = this;
    ending.outcome = why;
    ending.at = at;
    this.tell(request, ending);
    this.end(request);
    this.onLost(ending);
  }

  private tell(request: number, ending: Ending): void {
    ending.user = this.user[request] as number;
    ending.number = this.number[request] as number;
    ending.beganMs = this.beganMs[request] as number;
    ending.attempts = this.tries[request] as number;
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
      this.user = enlarge(this.user, capacity);
      this.number = enlarge(this.number, capacity);
      this.beganMs = enlarge(this.beganMs, capacity);
      this.deadline = enlarge(this.deadline, capacity);
      this.free = enlarge(this.free, capacity);
    }
    return this.used++;
  }
}
