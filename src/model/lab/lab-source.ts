import { compileDistribution } from "../../kernel/distribution.ts";
import { openStream } from "../../kernel/random.ts";
import type { Simulation } from "../../kernel/simulation.ts";
import type { LabSource as LabSourcePlan } from "../../scenario/lab/lab-scenario.ts";
import { Passage } from "./passage.ts";

export interface LabSourceOptions {
  sim: Simulation;
  plan: LabSourcePlan;
  /** The plan's path, as numbers of stations. */
  path: readonly number[];
  seed: string;
  /** A request begins now. */
  onRequest: () => void;
}

/** Where requests come from: open arrivals, or clients who wait for what they asked. */
export class LabSource {
  readonly id: string;
  readonly path: Int32Array;
  readonly priority: number;
  /** Of the requests that count, over their whole path. */
  readonly passage = new Passage();
  /** Requests done, counted or not, and over the time that counts. */
  done = 0;
  doneCounted = 0;
  private doneBefore = 0;
  private readonly endOfRequest: () => void;

  constructor(options: LabSourceOptions) {
    const { sim, plan, path, seed, onRequest } = options;
    this.id = plan.id;
    this.path = Int32Array.from(path);
    this.priority = plan.priority;
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
  const { poisson, renewal, batch = 1 } = plan.arrivals;
  const gaps = compileDistribution(renewal ?? { kind: "exponential", mean: 1000 / (poisson as number) });
  const stream = openStream(seed, `arrivals/${plan.id}`);
  const arrive = sim.register(() => {
    sim.after(gaps.sample(stream), arrive);
    for (let i = 0; i < batch; i++) onRequest();
  }, `${plan.id} arrivals`);
  sim.after(gaps.sample(stream), arrive);
}
