import type { Ladder } from "../model/control/ladder.ts";
import type { World } from "../model/world.ts";
import type { Result } from "../result/result.ts";

type Rung = NonNullable<Result["ladder"]>[number];

/** What each rung did, all parts together, multiplied by k: first those of the sets, then the access servers'. */
export function collectLadder(world: World): Rung[] {
  const { k, scenario } = world.params;
  const cells = world.idcs.flatMap((idc) => idc.cells);
  const ofSets = scenario.ladder.rungs.map(({ name, gives }, rung) => ({
    where: "sets" as const,
    rung: name,
    gives,
    ...taken(
      cells.map(({ parts }) => parts.ladder),
      rung,
      world.nowMs,
    ),
    savedMs: k * cells.reduce((sum, cell) => sum + (cell.savedMs[rung] as number), 0),
    requests: k * cells.reduce((sum, cell) => sum + (cell.touched[rung] as number), 0),
  }));
  const ladders = world.edges.map((edge) => edge.accessLadder);
  const ofAccess = scenario.ladder.access.rungs.map(({ name, gives }, rung) => ({
    where: "access" as const,
    rung: name,
    gives,
    ...taken(
      ladders.map(({ ladder }) => ladder),
      rung,
      world.nowMs,
    ),
    savedMs: k * ladders.reduce((sum, { rungs }) => sum + (gives === "pictures" ? rungs.savedMs : 0), 0),
    requests:
      k *
      ladders.reduce((sum, { rungs }) => sum + (gives === "pictures" ? rungs.degraded : rungs.refused), 0),
  }));
  return [...ofSets, ...ofAccess];
}

function taken(ladders: readonly Ladder[], rung: number, nowMs: number) {
  return {
    parts: ladders.filter((ladder) => (ladder.taken[rung] as number) > 0).length,
    taken: ladders.reduce((sum, ladder) => sum + (ladder.taken[rung] as number), 0),
    heldMs: ladders.reduce((sum, ladder) => sum + ladder.heldMs(rung, nowMs), 0),
  };
}
