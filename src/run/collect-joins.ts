import { joinsOf } from "../model/build/joins.ts";
import { PART_WINDOW_MS } from "../model/build/world-params.ts";
import { Ring } from "../model/site/ring.ts";
import type { World } from "../model/world.ts";
import type { Join } from "../result/join.ts";
import type { Result } from "../result/result.ts";

type Parts = Result["series"]["parts"];

/** What each set that joined took of its region's new orders, beside what it should; by region, in the order of time. */
export function collectJoins(world: World, parts: Parts): Join[] {
  const { scenario, startMs } = world.params;
  return scenario.regions.flatMap(({ id }, region) => {
    const sets = world.plan.sets.filter((set) => set.region === region);
    const joins = joinsOf(sets, startMs).filter(({ atMs }) => atMs < world.nowMs);
    let before = sets.filter(({ joinsAtMs }) => joinsAtMs <= startMs).length;
    return joins.map(({ atMs, count }, i): Join => {
      const names = sets.slice(0, before + count).map(({ name }) => name);
      const fullAtMs = atMs + scenario.sets.health.ramp;
      const { virtualNodes } = scenario.sets.ring;
      const join = {
        region: id,
        atMs,
        sets: names.slice(before),
        before,
        fullAtMs,
        theory: count / (before + count),
        ringShare: new Ring({ nodes: before + count, virtualNodes }).shareFrom(before),
        newOrdersShare: shareOfNew(world, parts, names, before, fullAtMs, joins[i + 1]?.atMs),
      };
      before += count;
      return join;
    });
  });
}

/** Share of the orders created by the sets from `first` on, in the whole windows in which nothing joined. */
function shareOfNew(
  { params }: World,
  parts: Parts,
  names: readonly string[],
  first: number,
  fromMs: number,
  nextMs = params.toMs,
): number | null {
  const window = (ms: number) => (ms - params.fromMs) / PART_WINDOW_MS;
  const created = names.map((name) =>
    (parts.sets?.[name]?.createsRps ?? [])
      .slice(Math.max(0, Math.ceil(window(fromMs))), Math.max(0, Math.floor(window(nextMs))))
      .reduce<number>((sum, rate) => sum + (rate ?? 0), 0),
  );
  const sum = (rates: readonly number[]) => rates.reduce((total, rate) => total + rate, 0);
  const all = sum(created);
  return all > 0 ? sum(created.slice(first)) / all : null;
}
