import { openStream } from "../../kernel/random.ts";
import type { Simulation } from "../../kernel/simulation.ts";
import type { AccessLayer } from "../site/access-layer.ts";
import { IdleConnections } from "../workflow/idle-connections.ts";
import type { LinePost } from "../workflow/line-post.ts";
import { cumulative } from "./edge-parts.ts";
import type { WorldParams } from "./world-params.ts";

/** How often what keeps connections alive is put on a line, all of them together [ms]. */
const KEEP_ALIVE_TICK_MS = 100;

/** Connections of a region's access servers, where the scenario closes idle ones. */
export function idleConnections(
  { scenario, plan, seed }: WorldParams,
  region: number,
  { clusters }: AccessLayer,
): { connections?: IdleConnections } {
  const { connections, idle } = scenario.chain;
  if (connections !== "kept" || idle.kind !== "closed") return {};
  const servers = [...new Set(clusters.flatMap(({ lanes }) => lanes))];
  const lanes = scenario.carriers.entries.map((_, entry) => {
    const met = clusters.flatMap((cluster) =>
      cluster.entry === entry
        ? cluster.lanes.map((lane) => ({ lane, weight: cluster.servers / cluster.lanes.length }))
        : [],
    );
    const upTo = cumulative(met.map(({ weight }) => weight));
    const total = upTo.at(-1) as number;
    return met.map(({ lane }, i) => ({
      lane: servers.indexOf(lane),
      upTo: (upTo[i] as number) / total,
      speed: lane.speed,
    }));
  });
  const stream = openStream(seed, `connections/${scenario.regions[region]?.id}`);
  return {
    connections: new IdleConnections({ afterMs: idle.after, lanes, sets: plan.sets.length, stream }),
  };
}

/**
 * Puts on a region's lines what keeps connections alive: those of its access servers to the sets of other regions ask, and
 * those of the others' to its own are answered, each once an interval. It is one flow, in a message a tick.
 */
export function keepAlive(
  { scenario, plan, k, endMs }: WorldParams,
  region: number,
  sim: Simulation,
  post: LinePost,
) {
  const { idle } = scenario.chain;
  if (idle.kind !== "keepAlive") return;
  const servers = (of: number) =>
    plan.clusters.reduce((sum, cluster) => sum + (cluster.region === of ? cluster.servers : 0), 0);
  const sets = (of: number) => plan.sets.filter((set) => set.region === of).length;
  const flows = scenario.regions.flatMap((_, to) => {
    const connections = servers(region) * sets(to) + servers(to) * sets(region);
    const bytes = (connections * idle.bytes * KEEP_ALIVE_TICK_MS) / idle.every / k;
    return to === region || bytes === 0 ? [] : [{ to, bytes }];
  });
  const tick = sim.register(() => {
    for (const { to, bytes } of flows) post.keepAlive(sim.now, to, bytes);
    if (sim.now + KEEP_ALIVE_TICK_MS <= endMs) sim.after(KEEP_ALIVE_TICK_MS, tick);
  }, "keep alive");
  sim.after(KEEP_ALIVE_TICK_MS, tick);
}
