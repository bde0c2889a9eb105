import { openStream } from "../../kernel/random.ts";
import type { OverloadParams } from "../control/overload-control.ts";
import { createOverloadControl } from "../control/overload-control.ts";
import type { AccessCluster } from "../site/access-layer.ts";
import { AccessServer } from "../site/access-server.ts";
import { Release } from "../site/release.ts";
import type { PlannedCluster } from "./plan.ts";

/** A cluster keeps simulated servers of its own down to this share of one; below, a carrier's clusters share them. */
const OWN_SERVER_MIN = 0.75;

export interface AccessLanesOptions {
  seed: string;
  k: number;
  /** The region's clusters. */
  clusters: readonly PlannedCluster[];
  entries: number;
  workers: number;
  queueMax: number;
  overload: OverloadParams;
  /** Packets released a second by all access servers of all regions, while a window lasts. */
  releaseRps: number;
  releaseWindows: readonly { fromMs: number; toMs: number }[];
  /** Real access servers of all regions. */
  serversTotal: number;
  /** Width of the windows in which shakes are counted [ms]. */
  windowMs: number;
}

/**
 * The simulated access servers of a region. At scale 1/k a cluster of n servers is n/k whole ones; where that is not
 * even one, the clusters of a carrier in the region share theirs (they are alike, and a client picks any).
 */
export function makeAccessClusters(options: AccessLanesOptions): AccessCluster[] {
  const { clusters, k } = options;
  const lanesOf = new Map<PlannedCluster, AccessServer[]>();
  for (let entry = 0; entry < options.entries; entry++) {
    const ofEntry = clusters.filter((cluster) => cluster.entry === entry);
    const smallest = Math.min(...ofEntry.map((cluster) => cluster.servers));
    if (smallest / k >= OWN_SERVER_MIN) {
      for (const cluster of ofEntry) lanesOf.set(cluster, makeLanes(cluster.id, cluster.servers, options));
    } else {
      const servers = ofEntry.reduce((sum, cluster) => sum + cluster.servers, 0);
      const name = ofEntry.map((cluster) => cluster.id).join("+");
      const shared = makeLanes(name, servers, options);
      for (const cluster of ofEntry) lanesOf.set(cluster, shared);
    }
  }
  return clusters.map((cluster) => ({ ...cluster, lanes: lanesOf.get(cluster) ?? [] }));
}

function makeLanes(name: string, servers: number, options: AccessLanesOptions): AccessServer[] {
  const { k, seed, overload } = options;
  const count = Math.max(1, Math.round(servers / k));
  const speed = servers / k / count;
  return Array.from({ length: count }, (_, lane) => {
    const stream = openStream(seed, `access/${name}/${lane}`);
    // Servers decide by themselves: their windows are not in step, nor are their releases.
    const phase = stream.uniform();
    const control: OverloadParams =
      overload.kind === "queueWait" ? { ...overload, firstWindowMs: overload.windowMs * phase } : overload;
    return new AccessServer({
      name: `${name}/${lane}`,
      workers: options.workers,
      queueMax: options.queueMax,
      speed,
      overload: createOverloadControl(control),
      release: new Release({
        rateRps: (options.releaseRps * speed) / options.serversTotal,
        windows: options.releaseWindows,
        credit: stream.uniform(),
      }),
      stream,
      windowMs: options.windowMs,
    });
  });
}
