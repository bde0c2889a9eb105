import { compileDistribution, type Distribution } from "../../kernel/distribution.ts";
import { enlarge } from "../../kernel/enlarge.ts";
import { QueueStation } from "../../kernel/queue-station.ts";
import { openStream, type RandomStream } from "../../kernel/random.ts";
import { SharingStation } from "../../kernel/sharing-station.ts";
import type { Simulation } from "../../kernel/simulation.ts";
import type { LabStation as LabStationPlan } from "../../scenario/lab/lab-scenario.ts";
import { type Admission, createAdmission } from "./admission.ts";
import { Choice } from "./choice.ts";
import { type Loss, Passage } from "./passage.ts";
import type { RequestSlots } from "./request-slots.ts";
import { inSpells } from "./spells.ts";

export interface LabStationOptions {
  sim: Simulation;
  plan: LabStationPlan;
  /** Number of priority classes in the lab. */
  classes: number;
  seed: string;
  requests: RequestSlots;
  /** Whether anybody in the lab withdraws requests. */
  mayWithdraw: boolean;
  onDone: (request: number) => void;
  onAbandoned: (request: number) => void;
  /** A request that had waited was sent away unserved. */
  onShed: (request: number) => void;
}

type Server = QueueStation | SharingStation;

/** One of the copies, and what protects it. */
interface Copy {
  readonly server: Server;
  readonly admission: Admission | undefined;
}

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
  /** Who of several copies is next. */
  private readonly choice: Choice | undefined;
  /** The copy that reports just now. */
  private reporting: Copy;
  private readonly sim: Simulation;
  private readonly requests: RequestSlots;
  /** Where each request here is, for those who may withdraw it: its copy, and the copy's ticket. */
  private readonly remembers: boolean;
  private places = new Int32Array(64);
  private tickets = new Int32Array(64);
  /** Speeds that hold now, and spells of a mask. */
  private readonly factors: number[] = [];
  private masks = 0;
  private readonly service: Distribution;
  private readonly serviceStream: RandomStream;
  private readonly patience: Distribution | undefined;
  private readonly patienceStream: RandomStream;
  private readonly byPriority: boolean;
  /** Level integrals and departures when counting began, and over the time that counts. */
  private readonly since = { waitingMs: 0, busyMs: 0, done: 0 };
  private readonly over = { waitingMs: 0, busyMs: 0, done: 0 };

  constructor(options: LabStationOptions) {
    const { sim, plan, seed, requests } = options;
    this.id = plan.id;
    this.sim = sim;
    this.requests = requests;
    this.remembers = options.mayWithdraw;
    this.servers = plan.servers * plan.copies;
    this.service = compileDistribution(plan.service);
    this.serviceStream = openStream(seed, `service/${plan.id}`);
    this.patience = plan.patience === undefined ? undefined : compileDistribution(plan.patience);
    this.patienceStream = openStream(seed, `patience/${plan.id}`);
    this.byPriority = plan.discipline === "priority";
    this.copies = Array.from({ length: plan.copies }, (_, i) =>
      copyOf(options, createAdmission(plan, seed, i, options.classes), (copy) => {
        this.reporting = copy;
      }),
    );
    this.reporting = this.copies[0] as Copy;
    this.presentAt = plan.presentAt.map((atMs) => ({ atMs, present: Number.NaN }));
    const look = sim.register((moment) => this.look(moment), `${plan.id} looked at`);
    plan.presentAt.forEach((atMs, moment) => void sim.at(atMs, look, moment));
    this.choice = plan.copies > 1 ? choiceAmong(this.copies, plan, seed) : undefined;
    inSpells(sim, plan.outages, `${plan.id} outages`, (_, on) => this.turn(!on));
    inSpells(sim, plan.speed, `${plan.id} speed`, ({ factor }, on) => this.hurry(factor, on));
    inSpells(sim, plan.masked, `${plan.id} masked`, (_, on) => {
      this.masks += on ? 1 : -1;
    });
  }

  /** Whether the station is taken out of the choice for new requests just now. */
  get isMasked(): boolean {
    return this.masks > 0;
  }

  /** Customers here now. */
  get present(): number {
    return this.copies.reduce((sum, copy) => sum + presentAt(copy), 0);
  }

  private turn(on: boolean): void {
    for (const { server } of this.copies)
      if (server instanceof QueueStation) {
        if (on) server.resume();
        else server.pause();
      }
  }

  private hurry(factor: number, on: boolean): void {
    if (on) this.factors.push(factor);
    else this.factors.splice(this.factors.indexOf(factor), 1);
    const speed = this.factors.reduce((product, one) => product * one, 1);
    for (const { server } of this.copies) server.setSpeed(speed);
  }

  private look(moment: number): void {
    const at = this.presentAt[moment];
    if (at !== undefined) at.present = this.present;
  }

  /** A request comes; why it is sent away at once, if it is. */
  arrive(request: number): Loss | undefined {
    const serviceMs = this.service.sample(this.serviceStream);
    const { priority, user } = this.requests;
    const place = this.choice?.pick(user[request] as number) ?? 0;
    const { server, admission } = this.copies[place] as Copy;
    const itsClass = priority[request] as number;
    if (admission !== undefined && !admission.offer(this.sim.now, itsClass, user[request] as number))
      return "shed";
    if (server instanceof SharingStation) {
      if (server.arrive(request, serviceMs)) return undefined;
    } else {
      const patienceMs = this.patience?.sample(this.patienceStream);
      const { shed } = server;
      if (server.arrive(request, serviceMs, this.byPriority ? itsClass : 0, patienceMs)) {
        if (this.remembers) this.remember(request, place, server.ticket);
        return undefined;
      }
      if (server.shed > shed) return "shed";
    }
    admission?.gone(this.sim.now);
    return "refused";
  }

  /** Takes out a request that waits; false when its service has begun, or all share the servers. */
  withdraw(request: number): boolean {
    const copy = this.copies[this.places[request] ?? 0] as Copy;
    const { server, admission } = copy;
    if (server instanceof SharingStation || !server.withdraw(this.tickets[request] as number)) return false;
    this.reporting = copy;
    admission?.gone(this.sim.now);
    return true;
  }

  private remember(request: number, place: number, ticket: number): void {
    while (request >= this.tickets.length) {
      this.tickets = enlarge(this.tickets, this.tickets.length * 2);
      this.places = enlarge(this.places, this.tickets.length);
    }
    this.tickets[request] = ticket;
    this.places[request] = place;
  }

  /** Wait of the request reported last [ms]. */
  get waitMs(): number {
    return this.reporting.server.waitMs;
  }

  /** Time here of the request reported last [ms]. */
  get sojournMs(): number {
    return this.reporting.server.sojournMs;
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

  /** Integrals of the numbers waiting and in service [ms], and departures, since the start. */
  levels(): { waitingMs: number; busyMs: number; done: number } {
    const levels = { waitingMs: 0, busyMs: 0, done: 0 };
    for (const { server } of this.copies) {
      levels.waitingMs += server.waitingMs();
      levels.busyMs += server.busyMs();
      levels.done += server.done;
    }
    return levels;
  }
}

function copyOf(
  { sim, plan, classes, onDone, onAbandoned, onShed }: LabStationOptions,
  admission: Admission | undefined,
  report: (copy: Copy) => void,
): Copy {
  const reporting = (tell: (request: number) => void) => (request: number) => {
    report(copy);
    tell(request);
  };
  const done = (request: number) => {
    admission?.done(sim.now, server.sojournMs);
    onDone(request);
  };
  const mayStart = (): boolean => admission?.start(sim.now, server.waitMs) ?? true;
  const abandoned = (request: number) => {
    admission?.gone(sim.now);
    onAbandoned(request);
  };
  const room = plan.queueMax === undefined ? {} : { waitingMax: plan.queueMax };
  const options = { name: plan.id, servers: plan.servers, ...room, onDone: reporting(done) };
  const server: Server =
    plan.discipline === "ps"
      ? new SharingStation(sim, options)
      : new QueueStation(sim, {
          ...options,
          ...(admission === undefined ? {} : { mayStart }),
          onAbandoned: reporting(abandoned),
          onShed: reporting(onShed),
          order: plan.discipline,
          classes,
        });
  const copy: Copy = { server, admission };
  return copy;
}

function choiceAmong(copies: readonly Copy[], { id, choose, points }: LabStationPlan, seed: string): Choice {
  const among = {
    length: copies.length,
    masked: 0,
    isMasked: () => false,
    presentAt: (place: number) => presentAt(copies[place] as Copy),
  };
  return new Choice({ how: choose, among, stream: openStream(seed, `choice/${id}`), points });
}

function presentAt({ server }: Copy): number {
  return server.waiting + server.busy;
}
