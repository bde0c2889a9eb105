import type { Incident } from "../model/build/incidents.ts";
import type { PlannedCluster } from "../model/build/plan.ts";
import { PART_WINDOW_MS } from "../model/build/world-params.ts";
import type { World } from "../model/world.ts";
import type { Result } from "../result/result.ts";

type Survivors = NonNullable<Result["incidents"]>[number]["survivors"];
type Parts = Result["series"]["parts"];

/** Windows from `first` to before `end`. */
interface Span {
  first: number;
  end: number;
}

/** A set counts as away when it was masked for this share of the time. */
const MASKED_SHARE = 0.5;

/**
 * What those who are left carry while some are away: the sets of the region for new orders, from when the last one
 * was masked until the fault ends, and the access servers, from when handsets have found another. A load of 1 is the
 * mean of all if none were away. Null where nothing was away for the length of a window.
 */
export function collectSurvivors(
  world: World,
  incident: Incident,
  avoidedAfterMs: number | null,
  parts: Parts,
): Survivors {
  const { atMs, untilMs = world.params.toMs } = incident;
  const sets =
    avoidedAfterMs === null || incident.sets.length === 0
      ? null
      : setSurvivors(world, incident, spanOf(world, atMs + avoidedAfterMs, untilMs), parts);
  const { failover } = world.params.scenario.access;
  const access =
    incident.idc === undefined
      ? null
      : accessSurvivors(world, incident.idc, spanOf(world, atMs + failover, untilMs), parts);
  return sets === null && access === null ? null : { sets, access };
}

/** The whole windows within a time. */
function spanOf(world: World, fromMs: number, toMs: number): Span {
  const origin = world.params.fromMs;
  return {
    first: Math.max(0, Math.ceil((fromMs - origin) / PART_WINDOW_MS)),
    end: Math.floor((Math.min(toMs, world.params.toMs) - origin) / PART_WINDOW_MS),
  };
}

function setSurvivors(
  world: World,
  { sets, atMs }: Incident,
  { first, end }: Span,
  parts: Parts,
): NonNullable<Survivors>["sets"] {
  const regions = new Set(sets.map((set) => world.plan.sets[set]?.region));
  const region = world.plan.sets.filter((set) => regions.has(set.region) && set.joinsAtMs <= atMs);
  const over = (name: string, metric: string) => (parts.sets?.[name]?.[metric] ?? []).slice(first, end);
  const maskedShare = (name: string) => mean(over(name, "maskedShare"));
  const masked = region.filter(({ name }) => maskedShare(name) >= MASKED_SHARE);
  const left = region.filter((set) => !masked.includes(set));
  if (end <= first || masked.length === 0 || left.length === 0) return null;
  const created = (name: string) =>
    over(name, "createsRps").reduce<number>((sum, rate) => sum + (rate ?? 0), 0);
  const fair = region.reduce((sum, { name }) => sum + created(name), 0) / region.length;
  const loads = left.map(({ name }) => created(name) / fair);
  return {
    away: masked.length,
    of: region.length,
    theory: region.length / left.length,
    meanLoad: fair > 0 ? loads.reduce((sum, load) => sum + load, 0) / loads.length : null,
    busiestLoad: fair > 0 ? Math.max(...loads) : null,
    peakUtilisation: Math.max(...left.flatMap(({ name }) => over(name, "utilisation").map((of) => of ?? 0))),
  };
}

/**
 * Shakes that come to each server that is left, in multiples of what all would have of those that handsets began: so
 * retries count. Where clusters share their simulated servers, those of the lost one are seen to go on.
 */
function accessSurvivors(
  world: World,
  idc: string,
  { first, end }: Span,
  parts: Parts,
): NonNullable<Survivors>["access"] {
  const index = world.plan.clusters.find((cluster) => cluster.idc === idc)?.region;
  const region = world.params.scenario.regions[index ?? -1]?.id ?? "";
  const clusters = world.plan.clusters.filter((cluster) => cluster.region === index);
  const left = clusters.filter((cluster) => cluster.idc !== idc);
  const all = servers(clusters);
  const over = (id: string, metric: string) => (parts.clusters?.[id]?.[metric] ?? []).slice(first, end);
  const fair = mean((parts.regions?.[region]?.offeredShakesRps ?? []).slice(first, end)) / all;
  if (end <= first || left.length === 0 || !(fair > 0)) return null;
  const load = ({ id }: PlannedCluster) => mean(over(id, "loadPerServerRps")) / fair;
  const shared = clusters.some((cluster) => cluster.idc === idc && load(cluster) > 0);
  const loads = left.map((cluster) => (shared ? all / servers(left) : 1) * load(cluster));
  const weighted = left.reduce((sum, cluster, i) => sum + cluster.servers * (loads[i] as number), 0);
  return {
    away: all - servers(left),
    of: all,
    theory: all / servers(left),
    meanLoad: weighted / servers(left),
    busiestLoad: Math.max(...loads),
    peakUtilisation: Math.max(...left.flatMap(({ id }) => over(id, "utilisation").map((of) => of ?? 0))),
  };
}

function servers(clusters: readonly PlannedCluster[]): number {
  return clusters.reduce((sum, cluster) => sum + cluster.servers, 0);
}

function mean(values: readonly (number | null)[]): number {
  return values.reduce<number>((sum, value) => sum + (value ?? 0), 0) / values.length;
}
