import type { StepCounts } from "../model/measure/step-counts.ts";
import { READ_SOURCE } from "../model/storage/read-path.ts";
import { OPEN } from "../model/workflow/step.ts";
import type { World } from "../model/world.ts";
import type { Later } from "../result/later.ts";
import { answeredAtOnce } from "./collect-breakers.ts";

/** What was said of orders whose set could not do what was asked, multiplied by k; undefined where nobody was told so. */
export function collectLater(world: World, counts: StepCounts): Later | undefined {
  const { edges, idcs, params } = world;
  const { k } = params;
  const cells = idcs.flatMap((idc) => idc.cells);
  const by = (source: number) => k * cells.reduce((sum, { later }) => sum + (later[source] as number), 0);
  const stopped = answeredAtOnce(world);
  const later = {
    withPage: {
      cache: by(READ_SOURCE.cache),
      backupCache: by(READ_SOURCE.backupCache),
      replica: by(READ_SOURCE.replica),
      primary: by(READ_SOURCE.primary),
      shared: by(READ_SOURCE.shared),
    },
    withoutPage: by(READ_SOURCE.none),
    byAccess: k * edges.reduce((sum, { calls }) => sum + calls.toldLater, 0),
    ...(stopped > 0 ? { byBreaker: stopped } : {}),
    readAgain: k * cells.reduce((sum, { readAgain }) => sum + readAgain, 0),
    cameBack: k * (counts.offeredAgain[OPEN] as number),
  };
  const told = Object.values(later.withPage).reduce((sum, count) => sum + count, 0);
  return told + later.withoutPage + later.byAccess + stopped + later.readAgain > 0 ? later : undefined;
}
