import { growth, type PartSeries } from "../measure/part-series.ts";
import type { Line } from "../network/line.ts";
import { LINE_USES, USE_COPIES, USE_KEEP_ALIVE, USE_PROBES, USE_TRANSIT } from "../network/line-use.ts";
import type { RegionEdge } from "./region-edge.ts";
import type { WorldParams } from "./world-params.ts";

/** Has each direction of a region's lines recorded, and the path in use of each route. */
export function watchLines(series: PartSeries, edge: RegionEdge, params: WorldParams): void {
  const { scenario } = params;
  edge.ways.forEach((way, to) => {
    if (way === undefined) return;
    const there = scenario.regions[to]?.id ?? "";
    const quality = scenario.routes.find(({ id }) => id === way.route.name)?.quality;
    const uses = LINE_USES.map((_, use) => use).filter(
      (use) =>
        (use !== USE_COPIES || scenario.sets.storage.regions !== undefined) &&
        (use !== USE_KEEP_ALIVE || scenario.chain.idle.kind === "keepAlive") &&
        (use !== USE_PROBES || quality?.kind === "probes") &&
        (use !== USE_TRANSIT || scenario.regions.length > 2),
    );
    way.lines.forEach((line, i) => {
      watchLine(series, `${way.names[i]}:${edge.name}>${there}`, line, uses, edge, params.k);
    });
    const from = `${way.route.name}:${edge.name}>${there}`;
    series.watch("routes", from, "lineIndex", () => (way.route.current < 0 ? null : way.route.current));
  });
}

function watchLine(
  series: PartSeries,
  id: string,
  line: Line,
  uses: readonly number[],
  edge: RegionEdge,
  k: number,
): void {
  const watch = (metric: string, probe: (windowMs: number) => number) =>
    series.watch("lines", id, metric, probe);
  const rate = (total: () => number) => {
    const grown = growth(total);
    return (windowMs: number) => (1000 * k * grown()) / windowMs;
  };
  const busyMs = growth(() => line.link.busyMs(edge.sim.now));
  watch("utilisation", (windowMs) => busyMs() / windowMs);
  watch(
    "bytesPerS",
    rate(() => line.link.bytes),
  );
  for (const use of uses) {
    const bytes = rate(() => line.bytesFor[use] as number);
    watch(`${LINE_USES[use]}BytesPerS`, bytes);
  }
  const losses: Readonly<Record<string, () => number>> = {
    lostCount: () => line.lostByFull + line.lostByLoss + line.lostByCut,
    lostFullCount: () => line.lostByFull,
    lostLossCount: () => line.lostByLoss,
    lostCutCount: () => line.lostByCut - line.lostInFlight,
    lostInFlightCount: () => line.lostInFlight,
  };
  for (const [metric, total] of Object.entries(losses)) {
    const grown = growth(total);
    watch(metric, () => k * grown());
  }
}
