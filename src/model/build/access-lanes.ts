import { openStream } from "../../kernel/random.ts";
import type { OverloadParams } from "../control/overload-control.ts";
import { createOverloadControl } from "../control/overload-control.ts";
import type { Priorities } from "../control/priorities.ts";
import type { AccessCluster } from "../site/access-layer.ts";
import type { AccessRungs } from "../site/access-rungs.ts";
import { AccessServer } from "../site/access-server.ts";
import { createRelease, type Pace } from "../site/release.ts";
import type { PlannedCluster } from "./plan.ts";

/** A group of clusters keeps simulated servers of its own down to this share of one; below, it shares them. */
const OWN_SERVER_MIN = 0.75;

export interface AccessLanesOptions {
  seed: string;
  k: number;
  /** The region's clusters. */
  clusters: readonly PlannedCluster[];
  workers: number;
  queueMax: number;
  overload: OverloadParams;
  priorities: Priorities;
  rungs: AccessRungs;
  /** Packets released a second by all access servers of all regions, while a window lasts. */
  releaseRps: number;
  releaseWindows: readonly { fromMs: number; toMs: number }[];
  pace: Pace;
  /** Real access servers of all regions. */
  serversTotal: number;
  /** Width of the windows in which shakes are counted [ms]. */
  windowMs: number;
}

/**
 * The simulated access servers of a region. At scale 1/k a cluster of n servers is n/k whole ones; where that is not
 * even one, the clusters of a carrier share theirs, and where that is not one either, all clusters of the region do:
 * they are alike, and a client connects to any of its carrier's.
 */
export function makeAccessClusters(options: AccessLanesOptions): AccessCluster[] {
  const { clusters, k } = options;
  const byCarrier = groupBy(clusters, (cluster) => cluster.entry);
  const keepOwn = (groups: readonly (readonly PlannedCluster[])[]) =>
    groups.every((group) => serversOf(group) / k >= OWN_SERVER_MIN);
  const single = clusters.map((cluster) => [cluster]);
  const groups = keepOwn(single) ? single : keepOwn(byCarrier) ? byCarrier : [clusters];
  const lanesOf = new Map<PlannedCluster, AccessServer[]>();
  for (const group of groups) {
    const name = group.map((cluster) => cluster.id).join("+");
    const lanes = makeLanes(name, serversOf(group), options);
    for (const cluster of group) lanesOf.set(cluster, lanes);
  }
  return clusters.map((cluster) => ({ ...cluster, lanes: lanesOf.get(cluster) ?? [] }));
}

function serversOf(clusters: readonly PlannedCluster[]): number {
  return clusters.reduce((sum, cluster) => sum + cluster.servers, 0);
}

function groupBy<T>(values: readonly T[], keyOf: (value: T) => number): T[][] {
  const groups = new Map<number, T[]>();
  for (const value of values) groups.set(keyOf(value), [...(groups.get(keyOf(value)) ?? []), value]);
  return [...groups.values()];
}

function makeLanes(name: string, servers: number, options: AccessLanesOptions): AccessServer[] {
  const { k, seed, overload } = options;
  const count = Math.max(1, Math.round(servers / k));
  const speed = servers / k / count;
  // One that stands for less than a whole server meets fewer requests, and holds fewer.
  const shrunk = speed < OWN_SERVER_MIN ? speed : 1;
  return Array.from({ length: count }, (_, lane) => {
    const stream = openStream(seed, `access/${name}/${lane}`);
    // Servers decide by themselves: their windows are not in step, nor are their releases.
    const phase = stream.uniform();
    return new AccessServer({
      name: `${name}/${lane}`,
      workers: options.workers,
      queueMax: Math.max(1, Math.round(options.queueMax * shrunk)),
      speed,
      overload: createOverloadControl(atServer(overload, phase, speed, shrunk)),
      priorities: options.priorities,
      rungs: options.rungs,
      release: createRelease(
        {
          rateRps: (options.releaseRps * speed) / options.serversTotal,
          windows: options.releaseWindows,
          credit: stream.uniform(),
        },
        paceOf(options.pace, speed),
      ),
      stream,
      windowMs: options.windowMs,
    });
  });
}

/**
 * A server's own control. Its first window ends at a moment of its own; a rate is that of the real servers it stands for;
 * one that stands for less than a whole server takes longer for each request, so as many in as long a time are fewer. What
 * fixed places refuse depends on the load alone: they stay.
 */
function atServer(overload: OverloadParams, phase: number, speed: number, shrunk: number): OverloadParams {
  const fewer = (count: number) => Math.max(1, count * shrunk);
  switch (overload.kind) {
    case "queueWait":
      return { ...overload, firstWindowMs: overload.windowMs * phase };
    case "dagor":
      return {
        ...overload,
        windowRequests: fewer(overload.windowRequests),
        firstWindowMs: overload.windowMs * phase,
      };
    case "adaptiveLimit":
      return {
        ...overload,
        initial: fewer(overload.initial),
        min: fewer(overload.min),
        max: fewer(overload.max),
        growth: overload.growth * shrunk,
        firstWindowMs: overload.windowMs * phase,
      };
    case "tokenBucket":
      return { ...overload, rateRps: overload.rateRps * speed };
    case "codel":
    case "concurrencyLimit":
    case "boundedQueue":
    case "none":
      return overload;
  }
}

/** A server's own pace: one that stands for several keeps what they would, together. */
function paceOf(pace: Pace, speed: number): Pace {
  return pace.kind === "tokenBucket" ? { ...pace, burst: Math.max(1, pace.burst * speed) } : pace;
}
