import { Simulation } from "../../kernel/simulation.ts";
import type { LabScenario } from "../../scenario/lab/lab-scenario.ts";
import { everyStep } from "../../scenario/lab/path.ts";
import type { Choosable } from "./choice.ts";
import type { Ending } from "./ending.ts";
import { Itinerary } from "./itinerary.ts";
import { LabLink } from "./lab-link.ts";
import { LabPackets } from "./lab-packets.ts";
import { LabReplicaGroup } from "./lab-replica-group.ts";
import { LabSampler } from "./lab-sampler.ts";
import { LabSet } from "./lab-set.ts";
import { LabSource } from "./lab-source.ts";
import { LabStation } from "./lab-station.ts";
import { type Quantity, quantitiesOf } from "./quantities.ts";
import { RequestSlots } from "./request-slots.ts";
import { type Stop, Way } from "./way.ts";

export interface LabWorldOptions {
  /** Width of the windows in which is told what happened over time, to begin with [ms]; default 1. */
  windowMs?: number;
  /** Whoever wants to know of each request: its source, and its place in the order in which requests begin. */
  onBeginning?: ((source: LabSource, number: number, nowMs: number) => void) | undefined;
  /** The same, as it ends; the record is good until the next. */
  onEnding?: ((ending: Ending, nowMs: number) => void) | undefined;
}

/**
 * One replication of a lab: sources send requests along their paths of stations, replica groups, links and packets.
 *
 * Requests are numbered as they begin. The first `warmup` do not count; the next `requests` do. Time averages run from
 * the moment the first of these begins (0 without a warm-up) to that when the first after them does. Sources then go
 * on until all that count have ended, so that the last of them meet the same traffic as the first.
 */
export class LabWorld {
  readonly stations: readonly LabStation[];
  readonly replicaGroups: readonly LabReplicaGroup[];
  readonly links: readonly LabLink[];
  readonly packets: readonly LabPackets[];
  readonly sources: readonly LabSource[];
  /** Simulated time that counts [ms]. */
  countedMs = 0;
  /** What is read at the edges of windows, up to the end of the time that counts. */
  readonly quantities: readonly Quantity[];
  readonly samples: LabSampler;

  /** What paths lead through: stations, replica groups, links, packets. */
  private readonly stops: readonly Stop[];
  private readonly sim = new Simulation({ name: "lab" });
  private readonly slots = new RequestSlots();
  private readonly way: Way;
  private readonly warmup: number;
  private readonly requests: number;
  private begun = 0;
  private underWay = 0;
  private countingSinceMs = 0;

  private readonly onBeginning: LabWorldOptions["onBeginning"];
  private readonly onEnding: LabWorldOptions["onEnding"];

  constructor(
    scenario: LabScenario,
    seed: string,
    { windowMs = 1, onBeginning, onEnding }: LabWorldOptions = {},
  ) {
    this.onBeginning = onBeginning;
    this.onEnding = onEnding;
    const { sim, slots: requests } = this;
    this.warmup = scenario.run.warmup;
    this.requests = scenario.run.requests;
    const classes = 1 + Math.max(...scenario.sources.map(({ priority }) => priority));
    const told = (stop: number) => ({
      onDone: (request: number) => this.way.leave(request, stop),
      onAbandoned: (request: number) => this.way.vanish(request, stop, "abandoned"),
      onLost: (request: number) => this.way.vanish(request, stop, "lost"),
      onShed: (request: number) => this.way.sendAway(request, stop, "shed"),
      onRefused: (request: number) => this.way.sendAway(request, stop, "refused"),
    });
    const mayWithdraw = scenario.sources.some(({ client }) => client?.withdraw === true);
    const { stations, replicaGroups, links } = scenario;
    this.stations = stations.map(
      (plan, i) => new LabStation({ sim, plan, classes, seed, requests, mayWithdraw, ...told(i) }),
    );
    this.replicaGroups = replicaGroups.map(
      (plan, i) => new LabReplicaGroup({ sim, plan, seed, requests, ...told(stations.length + i) }),
    );
    const before = stations.length + replicaGroups.length;
    this.links = links.map((plan, i) => new LabLink({ sim, plan, seed, ...told(before + i) }));
    this.packets = scenario.sets
      .flatMap((plan) => {
        const set = new LabSet({ sim, plan, seed });
        return plan.packets.map((packets) => ({ set, plan: packets }));
      })
      .map((of, i) => new LabPackets({ sim, seed, requests, ...of, ...told(before + links.length + i) }));
    this.stops = [...this.stations, ...this.replicaGroups, ...this.links, ...this.packets];
    const ids = this.stops.map(({ id }) => id);
    const stopOf = (id: string) => ids.indexOf(id);
    const among = (stops: readonly number[]) => choosable(stops.map((i) => this.stations[i] as LabStation));
    const usersAreTold = asksForUsers(scenario);
    this.sources = scenario.sources.map(
      (plan, i) =>
        new LabSource({
          sim,
          plan,
          itinerary: new Itinerary({ plan, seed, stopOf, among }),
          seed,
          requests: this.warmup + this.requests,
          usersAreTold,
          onRequest: (user) => this.begin(i, user),
          onAttempt: (request, user, counts) => this.attempt(i, request, user, counts),
          onLost: (ending) => this.over(ending),
          onWithdrawn: (request) => this.way.withdraw(request),
        }),
    );
    const { stops, sources, slots } = this;
    this.way = new Way({
      sim,
      slots,
      stops,
      sources,
      onOver: (ending) => this.over(ending),
    });
    this.quantities = quantitiesOf(this);
    this.samples = new LabSampler(
      sim,
      this.quantities.map(({ read }) => read),
      windowMs,
    );
    if (this.warmup === 0) this.beginCounting();
  }

  /** Whether all requests that count have ended, with the reads of what they wrote, and the one that ends the time that counts has begun. */
  get finished(): boolean {
    if (this.begun <= this.warmup + this.requests || this.underWay > 0) return false;
    return this.replicaGroups.every(({ pendingReads }) => pendingReads === 0);
  }

  /**
   * Whether as many requests again as the whole run has have begun after it, and some that count have still not
   * ended: the lab is too loaded for them ever to end.
   */
  get stuck(): boolean {
    return this.underWay > 0 && this.begun > 2 * (this.warmup + this.requests) + STUCK_SPARE;
  }

  /** Whether nothing will happen any more before the run is finished: the sources have ended. */
  get dry(): boolean {
    return this.sim.pending === this.samples.pending && !this.finished;
  }

  /** Requests that count and have not ended. */
  get inFlight(): number {
    return this.underWay;
  }

  /** Ends the count of a run that is dry: what there was is all there is. */
  endDry(): void {
    this.endCounting();
  }

  /** Requests begun so far, of those that count and the warm-up's. */
  get progress(): number {
    return Math.min(this.begun, this.warmup + this.requests);
  }

  get nowMs(): number {
    return this.sim.now;
  }

  get eventsFired(): number {
    return this.sim.eventsFired;
  }

  runUntil(ms: number): void {
    this.sim.runUntil(ms);
  }

  private begin(sourceNumber: number, user: number): void {
    const number = this.begun++;
    if (number === this.warmup && this.warmup > 0) this.beginCounting();
    if (number === this.warmup + this.requests) this.endCounting();
    const counts = number >= this.warmup && number < this.warmup + this.requests;
    const source = this.sources[sourceNumber] as LabSource;
    source.begun++;
    this.onBeginning?.(source, number, this.sim.now);
    if (counts) {
      this.underWay++;
      source.passage.offered++;
    }
    if (source.client !== undefined) {
      source.client.begin(number, user, counts);
      return;
    }
    const slot = this.slots.take(sourceNumber, source.priority, user, counts, this.sim.now);
    this.slots.number[slot] = number;
    this.way.begin(slot, source);
  }

  private attempt(sourceNumber: number, request: number, user: number, counts: boolean): void {
    const source = this.sources[sourceNumber] as LabSource;
    const slot = this.slots.take(sourceNumber, source.priority, user, counts, this.sim.now);
    this.slots.owner[slot] = request;
    source.client?.sent(request, slot);
    this.way.begin(slot, source);
  }

  private over(ending: Ending): void {
    const { source, number, outcome, waitedMs } = ending;
    const { passage } = source;
    const counts = number >= this.warmup && number < this.warmup + this.requests;
    const responseMs = this.sim.now - ending.beganMs;
    if (counts) this.underWay--;
    if (outcome === "done") {
      source.done++;
      source.blocks.add(number, responseMs);
      if (counts) passage.finish(waitedMs, responseMs);
    } else if (counts && outcome === "abandoned") passage.abandon(waitedMs);
    else if (counts) passage[outcome]++;
    this.onEnding?.(ending, this.sim.now);
    source.ended(ending.user);
  }

  private beginCounting(): void {
    this.countingSinceMs = this.sim.now;
    for (const part of [...this.stops, ...this.sources]) part.beginCounting();
  }

  private endCounting(): void {
    this.samples.stop();
    this.countedMs = this.sim.now - this.countingSinceMs;
    for (const part of [...this.stops, ...this.sources]) part.endCounting();
  }
}

/** Short runs may well have a few requests that stay for long. */
const STUCK_SPARE = 100_000;

/** Whether anybody in a lab asks who a request is of. */
function asksForUsers({ stations, sources }: LabScenario): boolean {
  return (
    stations.some(({ overload, choose }) => overload !== undefined || choose === "ring") ||
    sources.some(({ path }) => everyStep(path).some(({ choose }) => choose === "ring"))
  );
}

function choosable(stations: readonly LabStation[]): Choosable {
  return {
    length: stations.length,
    get masked() {
      return stations.reduce((sum, { isMasked }) => sum + (isMasked ? 1 : 0), 0);
    },
    isMasked: (place) => stations[place]?.isMasked === true,
    presentAt: (place) => stations[place]?.present ?? 0,
  };
}
