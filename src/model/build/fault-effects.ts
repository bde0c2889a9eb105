import type { Fault } from "../../scenario/scenario.ts";
import type { SetCell } from "../site/set-cell.ts";
import type { IdcDistrict } from "./idc-district.ts";
import type { OutageLog } from "./outage-log.ts";
import type { RegionEdge } from "./region-edge.ts";
import type { ReplicaFaults } from "./replica-faults.ts";
import type { WorldParams } from "./world-params.ts";

/** A fault of the scenario, of one kind. */
export type FaultOf<Kind extends Fault["kind"]> = Extract<Fault, { kind: Kind }>;

/** The copies that faults break, by set. */
export type Copies = ReadonlyMap<SetCell, ReplicaFaults>;

/** One thing that a fault does in one district. */
export interface Effect {
  district: number;
  apply: (nowMs: number) => void;
  revert: (nowMs: number) => void;
}

/** The districts of a world, as faults see them. */
export interface FaultTargets {
  params: WorldParams;
  edges: readonly RegionEdge[];
  idcs: readonly IdcDistrict[];
  /** What each edge knows of lost IDCs. */
  outages: readonly OutageLog[];
}

/** The same effect on each of the sets named. */
export function onCells(
  { idcs, edges }: FaultTargets,
  sets: "all" | readonly string[],
  effect: (cell: SetCell) => Omit<Effect, "district">,
): Effect[] {
  return idcs.flatMap((idc, i) =>
    idc.cells
      .filter((cell) => sets === "all" || sets.includes(cell.parts.name))
      .map((cell) => ({ district: edges.length + i, ...effect(cell) })),
  );
}
