import { Exchange, type SharedMail } from "../kernel/exchange.ts";
import { Federation } from "../kernel/federation.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { startEvenings } from "./build/evenings.ts";
import { cutsWays, scheduleFaults } from "./build/faults.ts";
import { IdcDistrict } from "./build/idc-district.ts";
import { type Incident, makeIncidents } from "./build/incidents.ts";
import { compileLaws } from "./build/laws.ts";
import { OutageLog } from "./build/outage-log.ts";
import { makePlan, type Plan } from "./build/plan.ts";
import { RegionEdge } from "./build/region-edge.ts";
import { TimelineLog } from "./build/timeline-log.ts";
import { watchParts } from "./build/watch.ts";
import { makeWays } from "./build/ways.ts";
import { PART_WINDOW_MS, type WorldParams } from "./build/world-params.ts";
import { PartSeries } from "./measure/part-series.ts";
import { Curve, type CurveParams } from "./traffic/curve.ts";
import type { Directory } from "./workflow/directory.ts";

export interface WorldOptions {
  seed: string;
  /** One simulated shake, or packet with its whole group, stands for k. */
  k: number;
  /** First and last moment of arrivals that count [ms since the scenario's start]. */
  fromMs: number;
  toMs: number;
  /** How long before fromMs the traffic starts, uncounted [ms]. */
  warmUpMs: number;
  /** By district: which run together; no result may depend on it. Default: all. */
  groups?: readonly number[];
  /** Runs only some regions here, the others on other threads. */
  beside?: Beside;
}

/** This thread's place among those that run a world together: region r runs on thread r modulo their number. */
export interface Beside {
  mail: SharedMail;
  thread: number;
}

/**
 * The whole architecture, built from a scenario: one district for each region's edge, one for each IDC. Districts
 * share nothing and talk by messages that take at least the time between two campuses.
 */
export class World {
  readonly params: WorldParams;
  readonly plan: Plan;
  readonly edges: readonly RegionEdge[];
  readonly idcs: readonly IdcDistrict[];
  /** One for each district, regions first. */
  readonly timelines: readonly TimelineLog[];
  readonly series: readonly PartSeries[];
  /** The scenario's faults, and what was counted about each. */
  readonly incidents: readonly Incident[];
  readonly federation: Federation;
  private readonly exchange: Exchange | undefined;
  private ended: { nowMs: number; fired: number } | undefined;

  constructor(scenario: Scenario, options: WorldOptions) {
    const { seed, k, fromMs, toMs, warmUpMs } = options;
    this.plan = makePlan(scenario);
    const startMs = Math.max(0, fromMs - warmUpMs);
    this.params = {
      scenario,
      plan: this.plan,
      seed,
      k,
      fromMs,
      toMs,
      startMs,
      endMs: toMs + scenario.run.drain,
      shakes: curveOf(scenario.traffic.shake, scenario.traffic.load),
      sends: curveOf(scenario.traffic.send, scenario.traffic.load),
      laws: compileLaws(scenario),
    };
    const regions = scenario.regions.length;
    const groupOf = [...scenario.regions.keys(), ...this.plan.idcs.map(({ region }) => region)];
    const names = [
      ...scenario.regions.map((region) => `${region.id} edge`),
      ...this.plan.idcs.map((idc) => idc.id),
    ];
    this.exchange = exchangeOf(scenario, groupOf, options.beside);
    this.federation = new Federation({
      districts: names.length,
      names,
      lookaheadMs: lookaheadMs(scenario),
      seed,
      ...(options.groups === undefined ? {} : { groups: options.groups }),
      ...(this.exchange === undefined ? {} : { groups: groupOf, exchange: this.exchange }),
    });
    this.timelines = names.map(() => new TimelineLog());
    const directory = this.emptyDirectory();
    this.idcs = this.plan.idcs.map((idc, index) => {
      const built = new IdcDistrict({
        params: this.params,
        federation: this.federation,
        index,
        district: regions + index,
        edgeHandler: () => directory.edgeHandler[idc.region] as number,
        timeline: this.timelines[regions + index] as TimelineLog,
      });
      for (const set of this.plan.sets) {
        if (set.idc === index) directory.setHandler[set.index] = built.door.handler;
      }
      return built;
    });
    this.incidents = makeIncidents(scenario, this.plan, this.params.endMs);
    const outages = scenario.regions.map(() => new OutageLog());
    this.edges = scenario.regions.map((_, region) => {
      const timeline = this.timelines[region] as TimelineLog;
      const edge = new RegionEdge({
        params: this.params,
        federation: this.federation,
        region,
        directory,
        ways: makeWays(this.params, region, this.federation.district(region), timeline),
        outages: outages[region] as OutageLog,
        blasts: this.incidents.flatMap(({ counts }) => counts[region] ?? []),
        timeline,
      });
      directory.edgeHandler[region] = edge.mail.handler;
      return edge;
    });
    scheduleFaults({ params: this.params, edges: this.edges, idcs: this.idcs, outages });
    this.series = this.watch();
    this.start();
  }

  get nowMs(): number {
    return this.ended?.nowMs ?? this.federation.now;
  }

  /** Events, and shakes, which have none of their own. */
  get eventsFired(): number {
    const fired = this.ended?.fired ?? this.firedHere;
    return this.edges.reduce((sum, edge) => sum + edge.shakesTaken, fired);
  }

  /** What all threads make of their flags together, where there are several. */
  agree(flag: boolean, what: "some" | "all"): boolean {
    return this.exchange?.agree(flag, what) ?? flag;
  }

  /** What has happened in each district that ran on this thread, to be taken over by a world that did not run. */
  get lived(): { district: number; state: object }[] {
    return this.federation.here.map((district) => ({ district, state: this.stateOf(district) }));
  }

  /** What `lived` in the world that ran it is about, in this one. */
  stateOf(district: number): object {
    const edge = this.edges[district];
    const idc = this.idcs[district - this.edges.length];
    return { edge, idc, timeline: this.timelines[district], series: this.series[district] };
  }

  /** This world did not run: its districts have been brought, from other threads, to where they were at nowMs. */
  endAt(nowMs: number, fired: number): void {
    this.ended = { nowMs, fired };
  }

  /** Events fired on this thread. */
  get firedHere(): number {
    return this.idcs.reduce((sum, idc) => sum + idc.bookEvents, this.federation.eventsFired);
  }

  /** Simulates until timeMs; false when a cap stopped it. */
  runUntil(timeMs: number): boolean {
    const isThere = this.federation.run(timeMs);
    for (const idc of this.idcs) idc.catchUp();
    return isThere;
  }

  /** Whether nothing is under way any more and no money is owed. */
  atRest(): boolean {
    return this.edges.every((edge) => edge.atRest()) && this.idcs.every((idc) => idc.atRest());
  }

  private emptyDirectory(): Directory & { edgeHandler: number[]; setHandler: number[] } {
    const { sets } = this.plan;
    const regions = this.params.scenario.regions.length;
    return {
      edgeDistrict: this.params.scenario.regions.map((_, region) => region),
      edgeHandler: new Array<number>(regions).fill(-1),
      setRegion: sets.map((set) => set.region),
      setDistrict: sets.map((set) => regions + set.idc),
      setHandler: new Array<number>(sets.length).fill(-1),
      callsGoStraight: !cutsWays(this.params.scenario),
    };
  }

  private watch(): PartSeries[] {
    return [...this.edges, ...this.idcs].map((district) => {
      const series = new PartSeries();
      watchParts(series, district, this.params);
      const { fromMs, endMs } = this.params;
      series.start(district.sim, PART_WINDOW_MS, fromMs, endMs, () => district.catchUp());
      return series;
    });
  }

  private start(): void {
    const { startMs } = this.params;
    this.federation.run(startMs);
    for (const edge of this.edges) {
      startEvenings(edge, this.params);
      edge.start(startMs);
    }
    for (const idc of this.idcs) idc.start(this.params);
  }
}

function exchangeOf(
  scenario: Scenario,
  groupOf: readonly number[],
  beside: Beside | undefined,
): Exchange | undefined {
  if (beside === undefined) return undefined;
  const { mail, thread } = beside;
  const threadOf = (district: number) => (groupOf[district] as number) % mail.threads;
  return new Exchange({
    mail,
    self: thread,
    here: [...scenario.regions.keys()].filter((region) => region % mail.threads === thread),
    threadOf,
    // Regions talk over lines only.
    windowMs: Math.min(...scenario.lines.map((line) => line.delay)),
  });
}

/** What districts tell each other takes at least this long [ms]. */
function lookaheadMs(scenario: Scenario): number {
  const delays = [scenario.network.campusDelay, ...scenario.lines.map((line) => line.delay)];
  return Math.min(...delays);
}

function curveOf(traffic: Scenario["traffic"]["shake"], load = 1): Curve {
  const params: CurveParams = {
    backgrounds: traffic.background.map(({ from, to, rate }) => ({
      fromMs: from,
      toMs: to,
      rateRps: load * rate,
    })),
    rounds: traffic.rounds.map(({ name, at, frames }) => ({
      name,
      atMs: at,
      frames: frames.map(({ after, rate, approach }) => ({ afterMs: after, rateRps: load * rate, approach })),
    })),
  };
  return new Curve(params);
}
