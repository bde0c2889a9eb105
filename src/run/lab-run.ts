import { LabWorld } from "../model/lab/lab-world.ts";
import { engineVersion } from "../result/engine-version.ts";
import type { Figure } from "../result/figures/figure.ts";
import type { LabRequest } from "../result/lab-request.ts";
import {
  LAB_RESULT_FORMAT,
  LAB_RESULT_VERSION,
  type LabEstimate,
  type LabExact,
  type LabPart,
  type LabResult,
} from "../result/lab-result.ts";
import { roundFigure } from "../result/round-figure.ts";
import { scenarioHash } from "../scenario/canonical.ts";
import { type LabScenario, packetsOf } from "../scenario/lab/lab-scenario.ts";
import { LabAdviceTally } from "./lab-advice.ts";
import { labBudgets, labStandardFigures } from "./lab-observe.ts";
import { LabRequests } from "./lab-requests.ts";
import { LabSeriesTally } from "./lab-series.ts";
import { LabTally, momentOf } from "./lab-tally.ts";
import { verdictOf } from "./lab-verdict.ts";

export interface LabRunOptions {
  /** Seed of all random streams; the scenario's own unless given. */
  seed?: string;
  /** Told how far the run is, now and then. */
  onProgress?: (progress: { share: number; replication: number; events: number }) => void;
  /** Asked now and then; true ends the run and marks the result incomplete. */
  shouldStop?: () => boolean;
  /** Told of every request of every replication, the warm-up's among them, in the order in which they end. */
  onRequest?: ((request: LabRequest) => void) | undefined;
}

/** Runs a lab's replications, one after another, each under random streams of its own. */
export async function runLab(scenario: LabScenario, options: LabRunOptions = {}): Promise<LabResult> {
  return (await runLabObserved(scenario, options)).result;
}

/** Runs a lab and says its figures, and what its budgets ask for, in a form that can be merged over several runs. */
export async function runLabObserved(
  scenario: LabScenario,
  options: LabRunOptions = {},
): Promise<{ result: LabResult; budgets: Figure[]; figures: Figure[] }> {
  const seed = options.seed ?? scenario.run.seed;
  const sources = scenario.sources.map(({ id, sentAt, slowerThan }) =>
    LabTally.ofSource(id, sentAt, slowerThan),
  );
  const stations = scenario.stations.map(({ id, presentAt }) => LabTally.ofStation(id, presentAt));
  const groups = scenario.replicaGroups.map(({ id, readAfter }) => LabTally.ofGroup(id, readAfter));
  const links = scenario.links.map(({ id }) => LabTally.ofLink(id));
  const packets = packetsOf(scenario).map(({ packets: { id } }) => LabTally.ofPackets(id));
  const series = new LabSeriesTally();
  const advice = new LabAdviceTally();
  const incomplete: string[] = [];
  const pace = new Pace(scenario, options);
  for (let replication = 0; replication < scenario.run.replications; replication++) {
    const { windowMs } = series;
    const requests = options.onRequest && new LabRequests(replication, scenario.run, options.onRequest);
    const world = new LabWorld(scenario, `${seed}/replication ${replication}`, {
      windowMs,
      onBeginning: requests && ((...of) => requests.begin(...of)),
      onEnding: requests && ((...of) => requests.end(...of)),
    });
    const ended = await advance(world, Math.min(SLICE_EVENTS, scenario.run.requests), replication, pace);
    pace.eventsBefore += world.eventsFired;
    requests?.close();
    if (ended === "interrupted") {
      incomplete.push(`interrupted in replication ${replication + 1} of ${scenario.run.replications}`);
      break;
    }
    if (ended === "dry" && world.progress < scenario.run.warmup + scenario.run.requests)
      incomplete.push(`replication ${replication + 1}: the sources ended after ${world.progress} requests`);
    if (ended === "stuck")
      incomplete.push(`replication ${replication + 1}: ${world.inFlight} requests were still under way`);
    series.add(world);
    for (const source of world.sources) advice.add(source);
    world.sources.forEach((source, i) => void sources[i]?.addSource(source, world.countedMs));
    world.replicaGroups.forEach((group, i) => void groups[i]?.addGroup(group, world.countedMs));
    world.links.forEach((link, i) => void links[i]?.addLink(link, world.countedMs));
    world.packets.forEach((of, i) => void packets[i]?.addPackets(of, world.countedMs));
    world.stations.forEach((station, i) => void stations[i]?.addStation(station, world.countedMs));
  }
  const tallies = new Map(
    [...sources, ...stations, ...links, ...groups, ...packets].map((tally) => [tally.id, tally]),
  );
  const result: LabResult = {
    format: LAB_RESULT_FORMAT,
    version: LAB_RESULT_VERSION,
    engine: { name: "hongbao", version: engineVersion() },
    kind: "lab",
    scenario: {
      name: scenario.name,
      description: scenario.description,
      sha256: scenarioHash(scenario),
      resolved: JSON.parse(JSON.stringify(scenario)) as Record<string, unknown>,
    },
    seed,
    // How it was asked for is known to whoever asked.
    command: "",
    replications: scenario.run.replications,
    requests: scenario.run.requests,
    warmup: scenario.run.warmup,
    complete: incomplete.length === 0,
    incompleteBecause: incomplete,
    events: pace.eventsBefore,
    sources: sources.map((tally) => roundedPart(tally.part())),
    stations: stations.map((tally) => roundedPart(tally.part())),
    replicaGroups: groups.map((tally) => roundedPart(tally.part())),
    links: links.map((tally) => roundedPart(tally.part())),
    ...(packets.length > 0 ? { packets: packets.map((tally) => roundedPart(tally.part())) } : {}),
    advice: sources.map((tally) =>
      advice.advice(tally.id, scenario.run.warmup, tally.estimate("response.mean")),
    ),
    series: series.series(),
    exact: scenario.exact.map(({ of, figure, at, is, tolerance }) => {
      const name = at === undefined ? figure : momentOf(figure, at);
      return judged(of, name, is.value, tolerance, tallies.get(of)?.estimate(name) ?? null);
    }),
  };
  return {
    result,
    budgets: labBudgets(scenario, tallies),
    figures: labStandardFigures({ sources, stations, links, groups, packets }),
  };
}

/** Events between two times at which a run lets the process serve signals. Results do not depend on it. */
const SLICE_EVENTS = 100_000;

async function advance(
  world: LabWorld,
  sliceEvents: number,
  replication: number,
  pace: Pace,
): Promise<"finished" | "stuck" | "dry" | "interrupted"> {
  let sliceMs = 1;
  while (!world.finished) {
    if (world.stuck) return "stuck";
    if (world.dry) {
      world.endDry();
      return "dry";
    }
    const before = world.eventsFired;
    world.runUntil(world.nowMs + sliceMs);
    const fired = world.eventsFired - before;
    // Short beside the run, so that little is simulated after its end.
    if (fired < sliceEvents / 8) sliceMs *= 2;
    else if (fired > SLICE_EVENTS) sliceMs /= 2;
    if (await pace.interrupted(world, replication)) return "interrupted";
  }
  return "finished";
}

/** Lets the process serve signals now and then, over all replications. */
class Pace {
  /** Events of the replications before the present one. */
  eventsBefore = 0;
  private servedAt = 0;
  private readonly options: LabRunOptions;
  private readonly run: LabScenario["run"];

  constructor({ run }: LabScenario, options: LabRunOptions) {
    this.run = run;
    this.options = options;
  }

  /** Tells how far the run is, and whether it is to stop. */
  async interrupted(world: LabWorld, replication: number): Promise<boolean> {
    const events = this.eventsBefore + world.eventsFired;
    if (events - this.servedAt < SLICE_EVENTS) return false;
    this.servedAt = events;
    const { warmup, requests, replications } = this.run;
    const share = (replication + world.progress / (warmup + requests)) / replications;
    this.options.onProgress?.({ share, replication, events });
    await letSignalsIn();
    return this.options.shouldStop?.() === true;
  }
}

function judged(
  of: string,
  figure: string,
  exact: number,
  tolerance: number,
  estimate: LabEstimate | null,
): LabExact {
  const verdict = verdictOf(estimate, exact, tolerance);
  return { of, figure, exact, tolerance, estimate: estimate && rounded(estimate), verdict };
}

function roundedPart({ id, counts, figures }: LabPart): LabPart {
  const all = Object.entries(figures).map(([name, of]) => [name, of && rounded(of)] as const);
  return { id, counts, figures: Object.fromEntries(all) };
}

function rounded({ estimate, standardError, low, high, n }: LabEstimate): LabEstimate {
  const figure = (x: number | null) => (x === null ? null : roundFigure(x, "figure"));
  return {
    estimate: roundFigure(estimate, "figure"),
    standardError: figure(standardError),
    low: figure(low),
    high: figure(high),
    n,
  };
}

function letSignalsIn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
