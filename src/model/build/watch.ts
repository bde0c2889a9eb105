import { growth, growthRatio, type PartSeries } from "../measure/part-series.ts";
import { COLUMNS, OFFERED } from "../measure/step-counts.ts";
import type { Detour } from "../network/carrier.ts";
import type { AccessServer } from "../site/access-server.ts";
import type { SetCell } from "../site/set-cell.ts";
import { SHAKE } from "../workflow/step.ts";
import { eveningsOf } from "./evenings.ts";
import type { IdcDistrict } from "./idc-district.ts";
import { utilisationProbe } from "./ladder-look.ts";
import { RegionEdge } from "./region-edge.ts";
import { watchLines } from "./watch-lines.ts";
import { STEP_WINDOW_MS, type WorldParams } from "./world-params.ts";

/** Has the figures of a district's parts recorded, in real-world units (rates multiplied by k). */
export function watchParts(
  series: PartSeries,
  district: RegionEdge | IdcDistrict,
  params: WorldParams,
): void {
  if (district instanceof RegionEdge) watchEdge(series, district, params);
  else for (const cell of district.cells) watchSet(series, cell, district, params);
}

function watchEdge(series: PartSeries, edge: RegionEdge, params: WorldParams): void {
  const now = () => edge.sim.now;
  series.watch("regions", edge.name, "offeredShakesRps", (windowMs) => {
    let shakes = 0;
    const last = Math.round(now() / STEP_WINDOW_MS);
    for (let window = last - Math.round(windowMs / STEP_WINDOW_MS); window < last; window++) {
      for (const { windows } of edge.tallies.countsOf())
        shakes += windows.at(SHAKE * COLUMNS + OFFERED, window);
    }
    return (1000 * params.k * shakes) / windowMs;
  });
  const evenings = eveningsOf(edge, params);
  const lost = params.scenario.faults.some(({ kind }) => kind === "loseEntry");
  for (const entry of edge.entries) {
    const upMs = growth(() => entry.uplink.busyMs(now()));
    const downMs = growth(() => entry.downlink.busyMs(now()));
    const watch = (metric: string, probe: (windowMs: number) => number | null) =>
      series.watch("carriers", entry.name, metric, probe);
    watch("upUtilisation", (windowMs) => upMs() / windowMs);
    watch("downUtilisation", (windowMs) => downMs() / windowMs);
    const passed = () => entry.uplink.messages + entry.downlink.messages;
    const drops = () => entry.uplink.drops + entry.downlink.drops + entry.lostByOutage;
    watch(
      "dropShare",
      growthRatio(drops, () => drops() + passed()),
    );
    watch(
      "retransmitShare",
      growthRatio(() => entry.retransmitted, passed),
    );
    if (entry.radiosSleep) {
      watch(
        "wokenShare",
        growthRatio(
          () => entry.woken,
          () => entry.uplink.messages,
        ),
      );
    }
    if (lost && entry.detour !== undefined) watchInterconnect(watch, entry.detour, now);
    if (evenings.has(entry)) watch("capacityShare", () => entry.capacityShare);
  }
  watchClusters(series, edge, params);
  watchLines(series, edge, params);
}

/** The links to the carrier through which users go whose entry is lost. */
function watchInterconnect(
  watch: (metric: string, probe: (windowMs: number) => number | null) => void,
  { up, down }: Detour,
  now: () => number,
): void {
  const upMs = growth(() => up.busyMs(now()));
  const downMs = growth(() => down.busyMs(now()));
  watch("interconnectUpUtilisation", (windowMs) => upMs() / windowMs);
  watch("interconnectDownUtilisation", (windowMs) => downMs() / windowMs);
  const drops = () => up.drops + down.drops;
  watch(
    "interconnectDropShare",
    growthRatio(drops, () => drops() + up.messages + down.messages),
  );
}

function watchClusters(series: PartSeries, edge: RegionEdge, params: WorldParams): void {
  const { workers } = params.scenario.access;
  for (const cluster of edge.access.clusters) {
    const { lanes } = cluster;
    const sum = (of: (lane: AccessServer) => number) => () =>
      lanes.reduce((total, lane) => total + of(lane), 0);
    const servers = sum((lane) => lane.speed)();
    const shakes = growth(sum((lane) => lane.shakes));
    const busyMs = growth(sum((lane) => lane.busyMs(edge.sim.now)));
    const watch = (metric: string, probe: (windowMs: number) => number | null) =>
      series.watch("clusters", cluster.id, metric, probe);
    watch("loadPerServerRps", (windowMs) => (1000 * shakes()) / windowMs / servers);
    watch("utilisation", (windowMs) => busyMs() / (windowMs * lanes.length * workers));
    const served = sum((lane) => lane.served);
    watch(
      "waitMeanMs",
      growthRatio(
        sum((lane) => lane.waitSumMs),
        served,
      ),
    );
    watch(
      "rejectShare",
      growthRatio(
        sum((lane) => lane.rejected),
        sum((lane) => lane.arrived),
      ),
    );
    if (params.scenario.client.deadlines.kind === "travel") {
      const expired = growth(sum((lane) => lane.expired));
      watch("expiredRps", (windowMs) => (1000 * servers * expired()) / windowMs / lanes.length);
    }
  }
}

function watchSet(series: PartSeries, cell: SetCell, idc: IdcDistrict, params: WorldParams): void {
  const { k } = params;
  const now = () => idc.sim.now;
  const { name, commits, replicas, office, logic, ladder } = cell.parts;
  const watch = (metric: string, probe: (windowMs: number) => number | null) =>
    series.watch("sets", name, metric, probe);
  const rate = (total: () => number) => {
    const grown = growth(total);
    return (windowMs: number) => (1000 * k * grown()) / windowMs;
  };
  watch(
    "commitsRps",
    rate(() => commits.arrived),
  );
  watch(
    "createsRps",
    rate(() => cell.created),
  );
  const { caches, reads } = cell.parts;
  const [first] = caches;
  watch(
    "readsRps",
    rate(() => (first === undefined ? 0 : first.hits + first.misses)),
  );
  watch(
    "databaseReadsRps",
    rate(() => reads.fetches),
  );
  watch(
    "readWaitMeanMs",
    growthRatio(
      () => reads.waitedMs,
      () => reads.fetches,
    ),
  );
  watch("utilisation", utilisationProbe(cell, now));
  watch(
    "failShare",
    growthRatio(
      () => cell.unavailable,
      () => cell.entered,
    ),
  );
  watch(
    "waitMeanMs",
    growthRatio(
      () => cell.waitedMs,
      () => logic.arrived,
    ),
  );
  if (params.scenario.client.deadlines.kind === "travel")
    watch(
      "expiredRps",
      rate(() => cell.expired),
    );
  watch("rung", () => ladder.level);
  for (let replica = 0; replica < replicas.replicas; replica++) {
    series.watch("replicas", `${name}/${replica}`, "lagMs", () => replicas.lagOfMs(replica, now()));
  }
  for (const { queue, centre } of office.books) {
    const onQueue = (metric: string, probe: (windowMs: number) => number | null) =>
      series.watch("queues", queue.name, metric, probe);
    onQueue("depth", () => k * queue.depth);
    onQueue(
      "publishedRps",
      rate(() => queue.published),
    );
    onQueue(
      "creditedRps",
      rate(() => centre.credits),
    );
    onQueue("oldestAgeMs", () => queue.oldestAgeMs(now()));
  }
}
