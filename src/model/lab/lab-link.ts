import { compileDistribution, type Distribution } from "../../kernel/distribution.ts";
import { enlarge } from "../../kernel/enlarge.ts";
import { openStream, type RandomStream } from "../../kernel/random.ts";
import type { Simulation } from "../../kernel/simulation.ts";
import type { LabLink as LabLinkPlan } from "../../scenario/lab/lab-scenario.ts";
import { Link } from "../network/link.ts";
import { Passage } from "./passage.ts";

export interface LabLinkOptions {
  sim: Simulation;
  plan: LabLinkPlan;
  seed: string;
  /** A message has arrived at the other end. */
  onDone: (request: number) => void;
}

/** The architecture's link as a stop on a path: each request is one message. */
export class LabLink {
  readonly id: string;
  /** Of the messages that count. */
  readonly passage = new Passage();
  /** Wait and time from sending to arrival of the message reported last [ms]. */
  waitMs = 0;
  sojournMs = 0;
  /** Arrivals, and time spent transmitting, over the time that counts. */
  readonly counted = { done: 0, busyMs: 0 };

  private readonly sim: Simulation;
  private readonly link: Link;
  private readonly delayMs: number;
  private readonly message: Distribution;
  private readonly stream: RandomStream;
  private readonly arrivedHandler: number;
  private readonly onDone: (request: number) => void;
  private readonly since = { done: 0, busyMs: 0 };
  private done = 0;
  private sentMs = new Float64Array(64);
  private waitedMs = new Float64Array(64);

  constructor({ sim, plan, seed, onDone }: LabLinkOptions) {
    this.id = plan.id;
    this.sim = sim;
    this.onDone = onDone;
    this.delayMs = plan.delay;
    const bufferMs = plan.buffer ?? Number.POSITIVE_INFINITY;
    this.link = new Link({ name: plan.id, bandwidthBps: plan.bandwidth, bufferMs });
    this.message = compileDistribution(plan.message);
    this.stream = openStream(seed, `messages/${plan.id}`);
    this.arrivedHandler = sim.register((request) => this.arrived(request), `${plan.id} arrivals`);
  }

  /** A message is sent now; false when the buffer is full. */
  arrive(request: number, _priority: number, _counts: boolean): boolean {
    const { sim, link } = this;
    const waitMs = link.backlogMs(sim.now);
    const endMs = link.send(sim.now, this.message.sample(this.stream));
    if (endMs === Number.POSITIVE_INFINITY) return false;
    while (request >= this.sentMs.length) {
      this.sentMs = enlarge(this.sentMs, this.sentMs.length * 2);
      this.waitedMs = enlarge(this.waitedMs, this.sentMs.length);
    }
    this.sentMs[request] = sim.now;
    this.waitedMs[request] = waitMs;
    sim.at(endMs + this.delayMs, this.arrivedHandler, request);
    return true;
  }

  beginCounting(): void {
    this.since.done = this.done;
    this.since.busyMs = this.link.busyMs(this.sim.now);
  }

  endCounting(): void {
    this.counted.done = this.done - this.since.done;
    this.counted.busyMs = this.link.busyMs(this.sim.now) - this.since.busyMs;
  }

  private arrived(request: number): void {
    this.done++;
    this.waitMs = this.waitedMs[request] as number;
    this.sojournMs = this.sim.now - (this.sentMs[request] as number);
    this.onDone(request);
  }
}
