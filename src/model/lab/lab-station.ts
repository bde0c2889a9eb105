import { compileDistribution, type Distribution } from "../../kernel/distribution.ts";
import { QueueStation } from "../../kernel/queue-station.ts";
import { openStream, type RandomStream } from "../../kernel/random.ts";
import { SharingStation } from "../../kernel/sharing-station.ts";
import type { Simulation } from "../../kernel/simulation.ts";
import type { LabStation as LabStationPlan } from "../../scenario/lab/lab-scenario.ts";
import { Passage } from "./passage.ts";

export interface LabStationOptions {
  sim: Simulation;
  plan: LabStationPlan;
  /** Number of priority classes in the lab. */
  classes: number;
  seed: string;
  onDone: (request: number) => void;
  onAbandoned: (request: number) => void;
}

/** A kernel station with the laws of its service and patience, and what is measured there. */
export class LabStation {
  readonly id: string;
  readonly servers: number;
  /** Of the requests that count. */
  readonly passage = new Passage();
  /** The number of customers here at given moments; NaN where the run has not come so far. */
  readonly presentAt: { readonly atMs: number; present: number }[];

  private readonly queue: QueueStation | undefined;
  private readonly shared: SharingStation | undefined;
  private readonly service: Distribution;
  private readonly serviceStream: RandomStream;
  private readonly patience: Distribution | undefined;
  private readonly patienceStream: RandomStream;
  private readonly byPriority: boolean;
  /** Level integrals and departures when counting began, and over the time that counts. */
  private readonly since = { waitingMs: 0, busyMs: 0, done: 0 };
  private readonly over = { waitingMs: 0, busyMs: 0, done: 0 };

  constructor({ sim, plan, classes, seed, onDone, onAbandoned }: LabStationOptions) {
    this.id = plan.id;
    this.servers = plan.servers;
    this.service = compileDistribution(plan.service);
    this.serviceStream = openStream(seed, `service/${plan.id}`);
    this.patience = plan.patience === undefined ? undefined : compileDistribution(plan.patience);
    this.patienceStream = openStream(seed, `patience/${plan.id}`);
    this.byPriority = plan.discipline === "priority";
    const room = plan.queueMax === undefined ? {} : { waitingMax: plan.queueMax };
    const options = { name: plan.id, servers: plan.servers, ...room, onDone };
    this.presentAt = plan.presentAt.map((atMs) => ({ atMs, present: Number.NaN }));
    const look = sim.register((moment) => this.look(moment), `${plan.id} looked at`);
    plan.presentAt.forEach((atMs, moment) => void sim.at(atMs, look, moment));
    const turn = sim.register((on) => void (on === 1 ? this.queue?.resume() : this.queue?.pause()), plan.id);
    for (const { from, to } of plan.outages) {
      sim.at(from, turn, 0);
      sim.at(to, turn, 1);
    }
    if (plan.discipline === "ps") this.shared = new SharingStation(sim, options);
    else this.queue = new QueueStation(sim, { ...options, onAbandoned, order: plan.discipline, classes });
  }

  private look(moment: number): void {
    const at = this.presentAt[moment];
    if (at !== undefined) at.present = this.kernel.waiting + this.kernel.busy;
  }

  /** A request comes; false when it finds no place. */
  arrive(request: number, priority: number, _counts: boolean): boolean {
    const serviceMs = this.service.sample(this.serviceStream);
    if (this.queue === undefined) return (this.shared as SharingStation).arrive(request, serviceMs);
    const patienceMs = this.patience?.sample(this.patienceStream);
    return this.queue.arrive(request, serviceMs, this.byPriority ? priority : 0, patienceMs);
  }

  /** Wait of the request reported last [ms]. */
  get waitMs(): number {
    return this.kernel.waitMs;
  }

  /** Time here of the request reported last [ms]. */
  get sojournMs(): number {
    return this.kernel.sojournMs;
  }

  beginCounting(): void {
    Object.assign(this.since, this.levels());
  }

  endCounting(): void {
    const now = this.levels();
    this.over.waitingMs = now.waitingMs - this.since.waitingMs;
    this.over.busyMs = now.busyMs - this.since.busyMs;
    this.over.done = now.done - this.since.done;
  }

  /** Integrals of the numbers waiting and in service [ms], and departures, over the time that counted. */
  get counted(): Readonly<{ waitingMs: number; busyMs: number; done: number }> {
    return this.over;
  }

  private levels(): { waitingMs: number; busyMs: number; done: number } {
    const { kernel } = this;
    return { waitingMs: kernel.waitingMs(), busyMs: kernel.busyMs(), done: kernel.done };
  }

  private get kernel(): QueueStation | SharingStation {
    return this.queue ?? (this.shared as SharingStation);
  }
}
