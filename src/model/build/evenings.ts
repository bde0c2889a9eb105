import type { CarrierEntry } from "../network/carrier.ts";
import type { RegionEdge } from "./region-edge.ts";
import type { WorldParams } from "./world-params.ts";

type Evening = WorldParams["scenario"]["carriers"]["entries"][number]["evening"];

/** A slope is climbed in steps of this length, each at the height of its middle [ms]. */
const STEP_MS = 1000;

/** The entries of an edge whose capacity changes in the course of the evening, and how. */
export function eveningsOf(edge: RegionEdge, { scenario }: WorldParams): Map<CarrierEntry, Evening> {
  return new Map(
    edge.entries.flatMap((entry, i): [CarrierEntry, Evening][] => {
      const evening = scenario.carriers.entries[i]?.evening ?? [];
      return evening.length === 0 ? [] : [[entry, evening]];
    }),
  );
}

/** Has the carriers of an edge follow their evenings, from startMs on. */
export function startEvenings(edge: RegionEdge, params: WorldParams): void {
  const evenings = eveningsOf(edge, params);
  if (evenings.size === 0) return;
  const { sim } = edge;
  const step = () => {
    const middleMs = sim.now + STEP_MS / 2;
    for (const [entry, evening] of evenings) entry.setEvening(sim.now, capacityAt(evening, middleMs));
  };
  const handler = sim.register(() => {
    edge.disturb(step);
    if (sim.now + STEP_MS <= params.endMs) sim.after(STEP_MS, handler);
  }, "evening");
  sim.at(params.startMs, handler);
}

/** Share of the capacity left at a time: straight between keyframes, level before the first and after the last. */
export function capacityAt(evening: Evening, atMs: number): number {
  const next = evening.findIndex((frame) => frame.at > atMs);
  const to = evening[next < 0 ? evening.length - 1 : next];
  const from = evening[next - 1];
  if (to === undefined) return 1;
  if (from === undefined) return to.capacity;
  return from.capacity + ((to.capacity - from.capacity) * (atMs - from.at)) / (to.at - from.at);
}
