import { compileDistribution } from "../../kernel/distribution.ts";
import type { RandomStream } from "../../kernel/random.ts";
import { openStream } from "../../kernel/random.ts";
import type { Simulation } from "../../kernel/simulation.ts";
import type { LabSource as LabSourcePlan } from "../../scenario/lab/lab-scenario.ts";
import { Arrivals } from "../traffic/arrivals.ts";
import { Curve } from "../traffic/curve.ts";
import { LabClient, type LabClientOptions } from "./lab-client.ts";
import { Passage } from "./passage.ts";

export interface LabSourceOptions {
  sim: Simulation;
  plan: LabSourcePlan;
  /** The plan's path, as numbers of stations. */
  path: readonly number[];
  seed: string;
  /** A request begins now. */
  onRequest: () => void;
  /** Of clients with a deadline. */
  onAttempt: LabClientOptions["onAttempt"];
  onLost: LabClientOptions["onLost"];
}

/** Where requests come from: open arrivals, or clients who wait for what they asked. */
export class LabSource {
  readonly id: string;
  readonly path: Int32Array;
  readonly priority: number;
  private readonly againShare: number;
  private readonly againStream: RandomStream;
  /** Of the requests that count, over their whole path. */
  readonly passage = new Passage();
  /** Requests done, counted or not, and over the time that counts. */
  done = 0;
  doneCounted = 0;
  /** Where clients have a deadline. */
  readonly client: LabClient | undefined;
  /** Requests begun, counted or not. */
  begun = 0;
  /** Answers and attempts of the second before given moments; NaN where the run has not come so far. */
  readonly sentAt: { readonly atMs: number; done: number; attempts: number }[];
  private doneBefore = 0;
  private readonly endOfRequest: () => void;

  constructor(options: LabSourceOptions) {
    const { sim, plan, path, seed, onRequest } = options;
    this.id = plan.id;
    this.path = Int32Array.from(path);
    this.priority = plan.priority;
    this.againShare = plan.again;
    this.againStream = openStream(seed, `again/${plan.id}`);
    this.client =
      plan.client === undefined ? undefined : new LabClient({ ...options, id: plan.id, plan: plan.client });
    this.sentAt = plan.sentAt.map((atMs) => ({ atMs, done: Number.NaN, attempts: Number.NaN }));
    this.countSeconds(sim);
    const { closed } = plan.arrivals;
    if (closed === undefined) {
      startOpen(options);
      this.endOfRequest = () => {};
      return;
    }
    const think = compileDistribution(closed.think);
    const stream = openStream(seed, `think/${plan.id}`);
    const ask = sim.register(onRequest, `${plan.id} asks`);
    for (let client = 0; client < closed.clients; client++) sim.after(think.sample(stream), ask);
    this.endOfRequest = () => void sim.after(think.sample(stream), ask);
  }

  /** Attempts sent; without a deadline each request is one. */
  private get attempts(): number {
    return this.client?.attempts ?? this.begun;
  }

  private countSeconds(sim: Simulation): void {
    const since = this.sentAt.map(() => ({ done: 0, attempts: 0 }));
    const begin = sim.register((i) => {
      since[i] = { done: this.done, attempts: this.attempts };
    });
    const end = sim.register((i) => {
      const [at, from] = [this.sentAt[i], since[i]];
      if (at === undefined || from === undefined) return;
      at.done = this.done - from.done;
      at.attempts = this.attempts - from.attempts;
    });
    this.sentAt.forEach(({ atMs }, i) => {
      sim.at(atMs - 1000, begin, i);
      sim.at(atMs, end, i);
    });
  }

  /** Whether a request at the end of the path goes through it once more. */
  goesAgain(): boolean {
    return this.againShare > 0 && this.againStream.chance(this.againShare);
  }

  /** A request of this source has ended, one way or another. */
  ended(): void {
    this.endOfRequest();
  }

  beginCounting(): void {
    this.doneBefore = this.done;
  }

  endCounting(): void {
    this.doneCounted = this.done - this.doneBefore;
  }
}

function startOpen({ sim, plan, seed, onRequest }: LabSourceOptions): void {
  const { batch = 1 } = plan.arrivals;
  const next = nextArrival(plan.arrivals, openStream(seed, `arrivals/${plan.id}`));
  const schedule = (): void => {
    const atMs = next(sim.now);
    if (atMs < Number.POSITIVE_INFINITY) sim.at(atMs, arrive);
  };
  const arrive = sim.register(() => {
    schedule();
    for (let i = 0; i < batch; i++) onRequest();
  }, `${plan.id} arrivals`);
  schedule();
}

/** Tells when the arrival after one at a time comes [ms]; Infinity when none comes any more. */
function nextArrival(arrivals: LabSourcePlan["arrivals"], stream: RandomStream): (nowMs: number) => number {
  const { poisson, renewal, sinusoid, curve } = arrivals;
  if (curve !== undefined) {
    const backgrounds = curve.map(({ from, to, rate }) => ({ fromMs: from, toMs: to, rateRps: rate }));
    const times = new Arrivals(new Curve({ backgrounds, rounds: [] }));
    return (nowMs) => times.next(nowMs, stream);
  }
  if (sinusoid !== undefined) return swinging(sinusoid, stream);
  const gaps = compileDistribution(renewal ?? { kind: "exponential", mean: 1000 / (poisson as number) });
  return (nowMs) => nowMs + gaps.sample(stream);
}

/** By thinning (Lewis and Shedler 1979): arrivals at the highest rate, each kept with the share of the present one. */
function swinging(
  { mean, amplitude, period }: NonNullable<LabSourcePlan["arrivals"]["sinusoid"]>,
  stream: RandomStream,
): (nowMs: number) => number {
  const highest = mean + amplitude;
  return (nowMs) => {
    let atMs = nowMs;
    do atMs += stream.exponential(1000 / highest);
    while (!stream.chance((mean + amplitude * Math.sin((2 * Math.PI * atMs) / period)) / highest));
    return atMs;
  };
}
