import {
  COLUMNS,
  OFFERED,
  OPENED,
  OUTCOMES,
  SENT,
  type StepCounts,
  WON,
} from "../model/measure/step-counts.ts";
import { OPEN, SEND, SHAKE } from "../model/workflow/step.ts";
import type { World } from "../model/world.ts";
import type { Result } from "../result/result.ts";

/** The figures that the published night is known by. */
export function collectHeadline(world: World, counts: StepCounts): Result["headline"] {
  const { k, fromMs } = world.params;
  const shakes = counts.windows.column(SHAKE * COLUMNS + OFFERED).map((count) => k * count);
  const first = Math.floor(fromMs / counts.windows.windowMs);
  let peak = first;
  for (let second = first; second < shakes.length; second++) {
    if ((shakes[second] as number) > (shakes[peak] as number)) peak = second;
  }
  const won = k * outcome(counts, SHAKE, WON);
  const kept = won * world.params.scenario.packets.won.kept;
  return {
    shakes: shakes.reduce((sum, count) => sum + count, 0),
    peakSecondRps: shakes[peak] ?? 0,
    peakSecondAtMs: peak * counts.windows.windowMs,
    bestMinute: bestMinute(shakes),
    packetsWon: won,
    packetsSent: won + k * outcome(counts, SEND, SENT),
    packetsReceived: kept + k * outcome(counts, OPEN, OPENED),
    accessLoadRps: accessLoad(world, peak),
  };
}

function outcome(counts: StepCounts, step: number, which: number): number {
  return counts.outcomes[step * OUTCOMES.length + which] as number;
}

function bestMinute(shakes: Float64Array): number {
  let sum = 0;
  let best = 0;
  for (let second = 0; second < shakes.length; second++) {
    sum += shakes[second] as number;
    if (second >= 60) sum -= shakes[second - 60] as number;
    if (sum > best) best = sum;
  }
  return best;
}

/** Shakes a second that a real server had in the peak second, by simulated server. */
function accessLoad(world: World, second: number): Result["headline"]["accessLoadRps"] {
  const lanes = world.edges.flatMap((edge) => edge.access.clusters.flatMap((cluster) => cluster.lanes));
  // A region where nobody enters has none that stand for anything.
  const servers = new Set(lanes.filter(({ speed }) => speed > 0));
  const loads = [...servers].map((server) => server.shakesIn(second) / server.speed);
  if (loads.length === 0) return { mean: null, min: null, max: null };
  const weight = [...servers].reduce((sum, server) => sum + server.speed, 0);
  const total = [...servers].reduce((sum, server) => sum + server.shakesIn(second), 0);
  return { mean: total / weight, min: Math.min(...loads), max: Math.max(...loads) };
}
