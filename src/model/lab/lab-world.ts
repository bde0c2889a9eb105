import { Simulation } from "../../kernel/simulation.ts";
import type { LabScenario } from "../../scenario/lab/lab-scenario.ts";
import { LabLink } from "./lab-link.ts";
import { LabReplicaGroup } from "./lab-replica-group.ts";
import { LabSource } from "./lab-source.ts";
import { LabStation } from "./lab-station.ts";
import { RequestSlots } from "./request-slots.ts";

/** What a path can lead through. */
type Stop = LabStation | LabReplicaGroup | LabLink;

/**
 * One replication of a lab: sources send requests along their paths of stations, replica groups and links.
 *
 * Requests are numbered as they begin. The first `warmup` do not count; the next `requests` do. Time averages run from
 * the moment the first of these begins (0 without a warm-up) to that when the first after them does. Sources then go
 * on until all that count have ended, so that the last of them meet the same traffic as the first.
 */
export class LabWorld {
  readonly stations: readonly LabStation[];
  readonly replicaGroups: readonly LabReplicaGroup[];
  readonly links: readonly LabLink[];
  readonly sources: readonly LabSource[];
  /** Simulated time that counts [ms]. */
  countedMs = 0;

  /** What paths lead through: stations, replica groups, links. */
  private readonly stops: readonly Stop[];
  private readonly sim = new Simulation({ name: "lab" });
  private readonly slots = new RequestSlots();
  private readonly warmup: number;
  private readonly requests: number;
  private begun = 0;
  private underWay = 0;
  private countingSinceMs = 0;

  constructor(scenario: LabScenario, seed: string) {
    const { sim } = this;
    this.warmup = scenario.run.warmup;
    this.requests = scenario.run.requests;
    const classes = 1 + Math.max(...scenario.sources.map(({ priority }) => priority));
    this.stations = scenario.stations.map(
      (plan, i) =>
        new LabStation({
          sim,
          plan,
          classes,
          seed,
          onDone: (request) => this.leave(request, i),
          onAbandoned: (request) => this.giveUp(request, i),
        }),
    );
    this.replicaGroups = scenario.replicaGroups.map(
      (plan, i) =>
        new LabReplicaGroup({
          sim,
          plan,
          seed,
          onDone: (request) => this.leave(request, this.stations.length + i),
        }),
    );
    const before = this.stations.length + this.replicaGroups.length;
    this.links = scenario.links.map(
      (plan, i) => new LabLink({ sim, plan, seed, onDone: (request) => this.leave(request, before + i) }),
    );
    this.stops = [...this.stations, ...this.replicaGroups, ...this.links];
    const ids = this.stops.map(({ id }) => id);
    this.sources = scenario.sources.map(
      (plan, i) =>
        new LabSource({
          sim,
          plan,
          path: plan.path.map((id) => ids.indexOf(id)),
          seed,
          onRequest: () => this.begin(i),
          onAttempt: (request, counts) => this.attempt(i, request, counts),
          onLost: (why, counts) => this.lose(i, why, counts),
        }),
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
    return this.sim.pending === 0 && !this.finished;
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

  private begin(sourceNumber: number): void {
    const number = this.begun++;
    if (number === this.warmup && this.warmup > 0) this.beginCounting();
    if (number === this.warmup + this.requests) this.endCounting();
    const counts = number >= this.warmup && number < this.warmup + this.requests;
    const source = this.sources[sourceNumber] as LabSource;
    source.begun++;
    if (counts) {
      this.underWay++;
      source.passage.offered++;
    }
    if (source.client !== undefined) source.client.begin(counts);
    else this.enter(this.slots.take(sourceNumber, counts, this.sim.now), source);
  }

  private attempt(sourceNumber: number, request: number, counts: boolean): void {
    const source = this.sources[sourceNumber] as LabSource;
    const slot = this.slots.take(sourceNumber, counts, this.sim.now);
    this.slots.owner[slot] = request;
    source.client?.sent(request, slot);
    this.enter(slot, source);
  }

  /** A client has given its request up. */
  private lose(sourceNumber: number, why: "refused" | "timedOut", counts: boolean): void {
    const source = this.sources[sourceNumber] as LabSource;
    if (counts) source.passage[why]++;
    this.over(source, counts);
  }

  private enter(request: number, source: LabSource): void {
    const { slots } = this;
    const stop = this.stops[source.path[slots.stop[request] as number] as number] as Stop;
    const counts = slots.counts[request] === 1;
    if (counts) stop.passage.offered++;
    if (stop.arrive(request, source.priority, counts)) return;
    if (counts) stop.passage.refused++;
    const owner = slots.owner[request] as number;
    slots.giveBack(request);
    if (source.client !== undefined) source.client.refused(owner, request);
    else {
      if (counts) source.passage.refused++;
      this.over(source, counts);
    }
  }

  private leave(request: number, stopNumber: number): void {
    const { slots } = this;
    const { passage, waitMs, sojournMs } = this.stops[stopNumber] as Stop;
    const source = this.sources[slots.source[request] as number] as LabSource;
    const counts = slots.counts[request] === 1;
    if (counts) passage.finish(waitMs, sojournMs);
    const waitedMs = (slots.waitedMs[request] as number) + waitMs;
    slots.waitedMs[request] = waitedMs;
    const stop = (slots.stop[request] as number) + 1;
    slots.stop[request] = stop;
    if (stop === source.path.length && source.goesAgain()) {
      slots.stop[request] = 0;
      this.enter(request, source);
      return;
    }
    if (stop < source.path.length) {
      this.enter(request, source);
      return;
    }
    const responseMs =
      source.client === undefined
        ? this.sim.now - (slots.beganMs[request] as number)
        : source.client.answered(slots.owner[request] as number, request);
    slots.giveBack(request);
    // Nobody waits any more for an attempt that was given up.
    if (Number.isNaN(responseMs)) return;
    source.done++;
    if (counts) source.passage.finish(waitedMs, responseMs);
    this.over(source, counts);
  }

  /** Patience has ended at a station. A client with a deadline is not told: it waits on. */
  private giveUp(request: number, stationNumber: number): void {
    const { slots } = this;
    const { passage, waitMs } = this.stations[stationNumber] as LabStation;
    const source = this.sources[slots.source[request] as number] as LabSource;
    const counts = slots.counts[request] === 1;
    if (counts) passage.abandon(waitMs);
    slots.giveBack(request);
    if (source.client !== undefined) return;
    if (counts) source.passage.abandon((slots.waitedMs[request] as number) + waitMs);
    this.over(source, counts);
  }

  private over(source: LabSource, counts: boolean): void {
    if (counts) this.underWay--;
    source.ended();
  }

  private beginCounting(): void {
    this.countingSinceMs = this.sim.now;
    for (const part of [...this.stops, ...this.sources]) part.beginCounting();
  }

  private endCounting(): void {
    this.countedMs = this.sim.now - this.countingSinceMs;
    for (const part of [...this.stops, ...this.sources]) part.endCounting();
  }
}

/** Short runs may well have a few requests that stay for long. */
const STUCK_SPARE = 100_000;
