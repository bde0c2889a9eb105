import { compileDistribution, type Distribution } from "../../kernel/distribution.ts";
import { enlarge } from "../../kernel/enlarge.ts";
import { openStream, type RandomStream } from "../../kernel/random.ts";
import type { Simulation } from "../../kernel/simulation.ts";
import type { LabLink as LabLinkPlan } from "../../scenario/lab/lab-scenario.ts";
import { Link } from "../network/link.ts";
import { Losses } from "./losses.ts";
import { MomentQueue } from "./moment-queue.ts";
import { type Loss, Passage } from "./passage.ts";

export interface LabLinkOptions {
  sim: Simulation;
  plan: LabLinkPlan;
  seed: string;
  /** A message has arrived at the other end. */
  onDone: (request: number) => void;
  /** It would have arrived now, but is lost. */
  onLost: (request: number) => void;
}

/** What happened on a link, from the start or over some time. */
export interface LinkCounts {
  done: number;
  /** Time spent transmitting [ms]. */
  busyMs: number;
  /** Messages that were exposed to loss, those lost, and losses that followed no other. */
  messages: number;
  lost: number;
  bursts: number;
}

/** The architecture's link, and what is lost on it, as a stop on a path: each request is one message. */
export class LabLink {
  readonly id: string;
  /** Of the messages that count. */
  readonly passage = new Passage();
  /** Wait and time from sending to arrival of the message reported last [ms]. */
  waitMs = 0;
  sojournMs = 0;
  /** What happened over the time that counts. */
  readonly counted: LinkCounts;

  private readonly sim: Simulation;
  private readonly link: Link;
  private readonly delayMs: number;
  private readonly message: Distribution;
  private readonly stream: RandomStream;
  private readonly losses: Losses | undefined;
  private readonly waitingMax: number;
  /** Ends of the transmissions that lie ahead or behind [ms], where only so many may wait. */
  private readonly ends = new MomentQueue();
  private readonly arrivedHandler: number;
  private readonly transitHandler: number;
  private readonly onDone: (request: number) => void;
  private readonly onLost: (request: number) => void;
  private done = 0;
  private sentMs = new Float64Array(64);
  private waitedMs = new Float64Array(64);
  private sentAgain = new Uint8Array(64);

  constructor({ sim, plan, seed, onDone, onLost }: LabLinkOptions) {
    this.id = plan.id;
    this.sim = sim;
    this.onDone = onDone;
    this.delayMs = plan.delay;
    const bufferMs = plan.buffer ?? Number.POSITIVE_INFINITY;
    this.link = new Link({ name: plan.id, bandwidthBps: plan.bandwidth, bufferMs });
    this.waitingMax = plan.queueMax ?? Number.POSITIVE_INFINITY;
    this.message = compileDistribution(plan.message);
    this.stream = openStream(seed, `messages/${plan.id}`);
    const losses = new Losses(plan, openStream(seed, `losses/${plan.id}`));
    this.losses = plan.loss > 0 || plan.bursts !== undefined ? losses : undefined;
    this.arrivedHandler = sim.register((request) => this.arrived(request), `${plan.id} arrivals`);
    this.transitHandler = sim.register((request) => this.transit(request, losses), `${plan.id} losses`);
    this.onLost = onLost;
    this.counted = this.counts();
  }

  /** A message is sent now; refused when the buffer is full. */
  arrive(request: number): Loss | undefined {
    const { sim, link, ends } = this;
    const bytes = this.message.sample(this.stream);
    if (this.waitingMax < Number.POSITIVE_INFINITY) {
      ends.dropUntil(sim.now);
      if (ends.length > this.waitingMax) return "refused";
    }
    const waitMs = link.backlogMs(sim.now);
    const endMs = link.send(sim.now, bytes);
    if (endMs === Number.POSITIVE_INFINITY) return "refused";
    if (this.waitingMax < Number.POSITIVE_INFINITY) ends.push(endMs);
    while (request >= this.sentMs.length) {
      this.sentMs = enlarge(this.sentMs, this.sentMs.length * 2);
      this.waitedMs = enlarge(this.waitedMs, this.sentMs.length);
      this.sentAgain = enlarge(this.sentAgain, this.sentMs.length);
    }
    this.sentMs[request] = sim.now;
    this.waitedMs[request] = waitMs;
    this.sentAgain[request] = 0;
    sim.at(
      endMs + this.delayMs,
      this.losses === undefined ? this.arrivedHandler : this.transitHandler,
      request,
    );
    return undefined;
  }

  /** A message comes to the end of its way, or would, were it not lost. */
  private transit(request: number, losses: Losses): void {
    const times = this.sentAgain[request] as number;
    const delayMs = losses.delayMs(times);
    if (delayMs === 0) this.arrived(request);
    else if (delayMs === Number.POSITIVE_INFINITY) this.onLost(request);
    else if (!losses.asksAgain) this.sim.after(delayMs, this.arrivedHandler, request);
    else {
      this.sentAgain[request] = times + 1;
      this.sim.after(delayMs, this.transitHandler, request);
    }
  }

  beginCounting(): void {
    Object.assign(this.counted, this.counts());
  }

  endCounting(): void {
    const now = this.counts();
    for (const key of Object.keys(now) as (keyof LinkCounts)[])
      this.counted[key] = now[key] - this.counted[key];
  }

  /** What has happened since the start. */
  counts(): LinkCounts {
    const { messages = 0, lost = 0, bursts = 0 } = this.losses ?? {};
    return { done: this.done, busyMs: this.link.busyMs(this.sim.now), messages, lost, bursts };
  }

  private arrived(request: number): void {
    this.done++;
    this.waitMs = this.waitedMs[request] as number;
    this.sojournMs = this.sim.now - (this.sentMs[request] as number);
    this.onDone(request);
  }
}
