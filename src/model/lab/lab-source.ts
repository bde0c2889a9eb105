import { compileDistribution } from "../../kernel/distribution.ts";
import type { RandomStream } from "../../kernel/random.ts";
import { openStream } from "../../kernel/random.ts";
import type { Simulation } from "../../kernel/simulation.ts";
import type { LabSource as LabSourcePlan } from "../../scenario/lab/lab-scenario.ts";
import { Arrivals } from "../traffic/arrivals.ts";
import { Curve } from "../traffic/curve.ts";
import type { Itinerary } from "./itinerary.ts";
import { LabClient, type LabClientOptions } from "./lab-client.ts";
import { Passage } from "./passage.ts";
import { ResponseBlocks } from "./response-blocks.ts";

export interface LabSourceOptions {
  sim: Simulation;
  plan: LabSourcePlan;
  /** The plan's path. */
  itinerary: Itinerary;
  seed: string;
  /** How many requests of the lab count, the warm-up's among them. */
  requests: number;
  /** Whether anybody in the lab asks who a user is. */
  usersAreTold: boolean;
  /** A request of a user begins now. */
  onRequest: (user: number) => void;
  /** Of clients with a deadline. */
  onAttempt: LabClientOptions["onAttempt"];
  onLost: LabClientOptions["onLost"];
  onWithdrawn: LabClientOptions["onWithdrawn"];
}

/** Where requests come from: open arrivals, or clients who wait for what they asked. */
export class LabSource {
  readonly id: string;
  readonly itinerary: Itinerary;
  readonly priority: number;
  private readonly userStream: RandomStream | undefined;
  private readonly againShare: number;
  private readonly againStream: RandomStream;
  /** Of the requests that count, over their whole path. */
  readonly passage: Passage;
  /** Their responses, and those of the warm-up, by the order in which they began. */
  readonly blocks: ResponseBlocks;
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
  private readonly endOfRequest: (user: number) => void;

  constructor(options: LabSourceOptions) {
    const { sim, plan, itinerary, seed, onRequest } = options;
    this.id = plan.id;
    this.itinerary = itinerary;
    this.passage = new Passage(plan.slowerThan);
    this.blocks = new ResponseBlocks(options.requests);
    this.priority = plan.priority;
    this.userStream = options.usersAreTold ? openStream(seed, `users/${plan.id}`) : undefined;
    this.againShare = plan.again;
    this.againStream = openStream(seed, `again/${plan.id}`);
    this.client =
      plan.client === undefined
        ? undefined
        : new LabClient({ ...options, source: this, id: plan.id, plan: plan.client });
    this.sentAt = plan.sentAt.map((atMs) => ({ atMs, done: Number.NaN, attempts: Number.NaN }));
    this.countSeconds(sim);
    const { closed } = plan.arrivals;
    if (closed === undefined) {
      // One of 2^31 users, each as likely; 0 where nobody asks.
      startOpen(options, () => this.userStream?.integer(2 ** 31) ?? 0);
      this.endOfRequest = () => {};
      return;
    }
    const think = compileDistribution(closed.think);
    const stream = openStream(seed, `think/${plan.id}`);
    const ask = sim.register(onRequest, `${plan.id} asks`);
    for (let client = 0; client < closed.clients; client++) sim.after(think.sample(stream), ask, client);
    this.endOfRequest = (client) => void sim.after(think.sample(stream), ask, client);
  }

  /** Attempts sent so far; without a deadline each request is one. */
  get attempts(): number {
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
  ended(user: number): void {
    this.endOfRequest(user);
  }

  beginCounting(): void {
    this.doneBefore = this.done;
  }

  endCounting(): void {
    this.doneCounted = this.done - this.doneBefore;
  }
}

function startOpen({ sim, plan, seed, onRequest }: LabSourceOptions, drawUser: () => number): void {
  const { batch = 1 } = plan.arrivals;
  const next = nextArrival(plan.arrivals, openStream(seed, `arrivals/${plan.id}`));
  const schedule = (): void => {
    const atMs = next(sim.now);
    if (atMs < Number.POSITIVE_INFINITY) sim.at(atMs, arrive);
  };
  const arrive = sim.register(() => {
    schedule();
    for (let i = 0; i < batch; i++) onRequest(drawUser());
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
