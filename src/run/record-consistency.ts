import type { IdcDistrict } from "../model/build/idc-district.ts";
import { growth } from "../model/measure/part-series.ts";
import type { World } from "../model/world.ts";

/** How often lags are looked at [ms]: a window's last moment alone would miss what came and went within it. */
const LOOK_MS = 1000;

/**
 * Has a world that has not run yet record how right its data is over time: by IDC what is owed and which reads were
 * stale, by replica the mean and the longest lag of each window.
 */
export function recordConsistency(world: World): void {
  world.idcs.forEach((idc, i) => {
    const series = world.series[world.edges.length + i];
    if (series === undefined) return;
    const { k } = world.params;
    const sum = (of: (cell: IdcDistrict["cells"][number]) => number) => () =>
      idc.cells.reduce((total, cell) => total + of(cell), 0);
    const reads = growth(sum(({ parts }) => parts.replicas.reads));
    const stale = growth(sum(({ parts }) => parts.replicas.staleness.stale));
    const owedFen = sum(({ wallet }) => wallet.centre.owedFen);
    series.watch("staleness", idc.idc.id, "reads", () => k * reads());
    series.watch("staleness", idc.idc.id, "staleReads", () => k * stale());
    const owed = sum(({ wallet }) => wallet.centre.claims - wallet.centre.credits);
    series.watch("money", idc.idc.id, "owedFen", () => k * owedFen());
    series.watch("money", idc.idc.id, "owedCredits", () => k * owed());
    const lags = watchLags(world, idc);
    for (const { part, take } of lags) {
      let seen: Lag = { meanMs: null, maxMs: null };
      series.watch("replicas", part, "lagMaxMs", () => {
        seen = take();
        return seen.maxMs;
      });
      series.watch("replicas", part, "lagMeanMs", () => seen.meanMs);
    }
  });
}

interface Lag {
  meanMs: number | null;
  maxMs: number | null;
}

/** Looks at the lag of every replica of an IDC's sets; `take` tells what was seen since it was last asked. */
function watchLags(world: World, idc: IdcDistrict): { part: string; take: () => Lag }[] {
  const { fromMs, endMs } = world.params;
  const replicas = idc.cells.flatMap(({ parts }) =>
    Array.from({ length: parts.replicas.replicas }, (_, i) => ({
      name: parts.name,
      group: parts.replicas,
      i,
    })),
  );
  const sumMs = new Float64Array(replicas.length);
  const maxMs = new Float64Array(replicas.length);
  const looks = new Float64Array(replicas.length);
  const handler = idc.sim.register(() => {
    const nowMs = idc.sim.now;
    replicas.forEach(({ group, i }, at) => {
      const lagMs = group.lagOfMs(i, nowMs);
      sumMs[at] = (sumMs[at] as number) + lagMs;
      maxMs[at] = Math.max(maxMs[at] as number, lagMs);
      looks[at] = (looks[at] as number) + 1;
    });
    if (nowMs + LOOK_MS <= endMs) idc.sim.after(LOOK_MS, handler);
  }, "look at lags");
  // In the middle of a second: what happens on the second, faults above all, shows as it is a moment later.
  if (fromMs + LOOK_MS / 2 <= endMs) idc.sim.at(fromMs + LOOK_MS / 2, handler);
  return replicas.map(({ name, i }, at) => ({
    part: `${name}/${i}`,
    take: () => {
      const seen = looks[at] as number;
      const lag =
        seen === 0
          ? { meanMs: null, maxMs: null }
          : { meanMs: (sumMs[at] as number) / seen, maxMs: maxMs[at] as number };
      sumMs[at] = 0;
      maxMs[at] = 0;
      looks[at] = 0;
      return lag;
    },
  }));
}
