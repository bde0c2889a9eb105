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

type Copy = QueueStation | SharingStation;

/** One or several alike kernel stations with the laws of service and patience, and what is measured there. */
export class LabStation {
  readonly id: string;
  /** Of all copies together. */
  readonly servers: number;
  /** Of the requests that count. */
  readonly passage = new Passage();
  /** The number of customers here at given moments; NaN where the run has not come so far. */
  readonly presentAt: { readonly atMs: number; present: number }[];

  private readonly copies: readonly Copy[];
  private readonly choice: LabStationPlan["choose"];
  private readonly choiceStream: RandomStream;
  private inTurn = 0;
  /** The copy that reports just now. */
  private reporting: Copy;
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
    this.servers = plan.servers * plan.copies;
    this.choice = plan.choose;
    this.choiceStream = openStream(seed, `choice/${plan.id}`);
    this.service = compileDistribution(plan.service);
    this.serviceStream = openStream(seed, `service/${plan.id}`);
    this.patience = plan.patience === undefined ? undefined : compileDistribution(plan.patience);
    this.patienceStream = openStream(seed, `patience/${plan.id}`);
    this.byPriority = plan.discipline === "priority";
    this.copies = Array.from({ length: plan.copies }, () =>
      copyOf({ sim, plan, classes, onDone, onAbandoned }, (copy) => {
        this.reporting = copy;
      }),
    );
    this.reporting = this.copies[0] as Copy;
    this.presentAt = plan.presentAt.map((atMs) => ({ atMs, present: Number.NaN }));
    const look = sim.register((moment) => this.look(moment), `${plan.id} looked at`);
    plan.presentAt.forEach((atMs, moment) => void sim.at(atMs, look, moment));
    const turn = sim.register((on) => this.turn(on === 1), `${plan.id} outages`);
    for (const { from, to } of plan.outages) {
      sim.at(from, turn, 0);
      sim.at(to, turn, 1);
    }
  }

  private turn(on: boolean): void {
    for (const copy of this.copies)
      if (copy instanceof QueueStation) {
        if (on) copy.resume();
        else copy.pause();
      }
  }

  private look(moment: number): void {
    const at = this.presentAt[moment];
    if (at !== undefined) at.present = this.copies.reduce((sum, copy) => sum + presentAt(copy), 0);
  }

  /** A request comes; false when it finds no place. */
  arrive(request: number, priority: number, _counts: boolean): boolean {
    const serviceMs = this.service.sample(this.serviceStream);
    const copy = this.copies.length === 1 ? this.reporting : this.choose();
    if (copy instanceof SharingStation) return copy.arrive(request, serviceMs);
    const patienceMs = this.patience?.sample(this.patienceStream);
    return copy.arrive(request, serviceMs, this.byPriority ? priority : 0, patienceMs);
  }

  private choose(): Copy {
    const { copies, choiceStream } = this;
    const n = copies.length;
    if (this.choice === "inTurn") return copies[this.inTurn++ % n] as Copy;
    const first = choiceStream.integer(n);
    const one = copies[first] as Copy;
    if (this.choice === "random") return one;
    // Another one than the first, each as likely.
    const other = copies[(first + 1 + choiceStream.integer(n - 1)) % n] as Copy;
    return presentAt(other) < presentAt(one) ? other : one;
  }

  /** Wait of the request reported last [ms]. */
  get waitMs(): number {
    return this.reporting.waitMs;
  }

  /** Time here of the request reported last [ms]. */
  get sojournMs(): number {
    return this.reporting.sojournMs;
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
    const levels = { waitingMs: 0, busyMs: 0, done: 0 };
    for (const copy of this.copies) {
      levels.waitingMs += copy.waitingMs();
      levels.busyMs += copy.busyMs();
      levels.done += copy.done;
    }
    return levels;
  }
}

function copyOf(
  { sim, plan, classes, onDone, onAbandoned }: Omit<LabStationOptions, "seed">,
  report: (copy: Copy) => void,
): Copy {
  const reporting = (tell: (request: number) => void) => (request: number) => {
    report(copy);
    tell(request);
  };
  const room = plan.queueMax === undefined ? {} : { waitingMax: plan.queueMax };
  const options = { name: plan.id, servers: plan.servers, ...room, onDone: reporting(onDone) };
  const copy: Copy =
    plan.discipline === "ps"
      ? new SharingStation(sim, options)
      : new QueueStation(sim, {
          ...options,
          onAbandoned: reporting(onAbandoned),
          order: plan.discipline,
          classes,
        });
  return copy;
}

function presentAt(copy: Copy): number {
  return copy.waiting + copy.busy;
}
