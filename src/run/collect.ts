import { latencyGrid } from "../model/build/latency-grid.ts";
import { PART_WINDOW_MS, STEP_WINDOW_MS } from "../model/build/world-params.ts";
import { Latencies } from "../model/measure/latencies.ts";
import { StepCounts } from "../model/measure/step-counts.ts";
import type { World } from "../model/world.ts";
import { engineVersion } from "../result/engine-version.ts";
import { RESULT_FORMAT, RESULT_VERSION, type Result } from "../result/result.ts";
import { assumptionsOf } from "../scenario/assumptions.ts";
import { scenarioHash } from "../scenario/canonical.ts";
import { scaleNotes } from "../scenario/scale-notes.ts";
import { collectBooks } from "./collect-books.ts";
import { collectBreakers } from "./collect-breakers.ts";
import { collectCaches } from "./collect-caches.ts";
import { collectFailovers } from "./collect-failovers.ts";
import { collectGrabs } from "./collect-grabs.ts";
import { collectHeadline } from "./collect-headline.ts";
import { collectIncidents } from "./collect-incidents.ts";
import { collectJoins } from "./collect-joins.ts";
import { collectLadder } from "./collect-ladder.ts";
import { collectHistograms, collectLatency, collectLatencySeries } from "./collect-latency.ts";
import { collectLater } from "./collect-later.ts";
import { collectMoney, collectStaleness } from "./collect-money.ts";
import { collectNetwork } from "./collect-network.ts";
import { collectParts, collectTimeline, collectTopology } from "./collect-parts.ts";
import { collectStepSeries, collectTotals } from "./collect-steps.ts";

/** Draws up the Result of a world that has been run, its districts merged in a fixed order. */
export function collect(world: World, incompleteBecause: readonly string[]): Result {
  const { params } = world;
  const { scenario } = params;
  const counts = new StepCounts(STEP_WINDOW_MS);
  const latencies = new Latencies(latencyGrid(scenario));
  for (const edge of world.edges) {
    for (const of of edge.tallies.countsOf()) counts.merge(of);
    for (const of of edge.tallies.latenciesOf()) latencies.merge(of);
  }
  const endedMs = world.nowMs;
  const totals = collectTotals(counts, params.k);
  const money = collectMoney(world, endedMs);
  const parts = collectParts(world, endedMs);
  const failovers = collectFailovers(world);
  const joins = collectJoins(world, parts);
  const breakers = collectBreakers(world);
  const later = collectLater(world, counts);
  return {
    format: RESULT_FORMAT,
    version: RESULT_VERSION,
    engine: { name: "hongbao", version: engineVersion() },
    kind: "architecture",
    scenario: {
      name: scenario.name,
      description: scenario.description,
      sha256: scenarioHash(scenario),
      resolved: JSON.parse(JSON.stringify(scenario)) as Result["scenario"]["resolved"],
      assumptions: assumptionsOf(scenario),
    },
    seed: params.seed,
    scale: { k: params.k, notes: scaleNotes(scenario, params.k) },
    // How it was asked for is known to whoever asked.
    command: "",
    clock: { start: scenario.run.from, fromMs: params.fromMs, toMs: params.toMs, endedMs },
    complete: incompleteBecause.length === 0,
    incompleteBecause: [...incompleteBecause],
    events: world.eventsFired,
    totals,
    simulated: collectTotals(counts, 1),
    latencyMs: collectLatency(latencies),
    histograms: collectHistograms(latencies),
    headline: collectHeadline(world, counts),
    series: {
      fromMs: params.fromMs,
      stepWindowMs: STEP_WINDOW_MS,
      partWindowMs: PART_WINDOW_MS,
      steps: collectStepSeries(counts, params),
      latency: collectLatencySeries(latencies, params.k, params.fromMs, endedMs),
      parts,
    },
    timeline: collectTimeline(world, failovers),
    money,
    books: collectBooks(world, endedMs),
    grabs: collectGrabs(world),
    ladder: collectLadder(world),
    staleness: collectStaleness(world),
    caches: collectCaches(world),
    ...(failovers.length > 0 ? { failovers } : {}),
    incidents: collectIncidents(world, parts),
    ...(later === undefined ? {} : { later }),
    ...(breakers === undefined ? {} : { breakers }),
    ...(joins.length > 0 ? { joins } : {}),
    network: collectNetwork(world, parts),
    topology: collectTopology(world),
  };
}
