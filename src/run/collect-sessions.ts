import type { Sessions } from "../model/storage/sessions.ts";
import type { World } from "../model/world.ts";
import type { Result } from "../result/result.ts";

type SessionCounts = NonNullable<Result["staleness"]["sessions"]>;

/** Promises kept and broken to single users, all sets together and by set, multiplied by k. */
export function collectSessions({ idcs, params }: World): SessionCounts {
  const cells = idcs.flatMap((idc) => idc.cells);
  const count = (all: readonly Sessions[]) => {
    const sum = (of: (one: Sessions) => number) => params.k * all.reduce((total, one) => total + of(one), 0);
    return {
      readsOfOwn: sum(({ readsOfOwn }) => readsOfOwn),
      ownMissed: sum(({ ownMissed }) => ownMissed),
      secondReads: sum(({ secondReads }) => secondReads),
      wentBack: sum(({ wentBack }) => wentBack),
      users: sum(({ hurt }) => hurt),
    };
  };
  const hurt = cells.filter(({ sessions }) => sessions.hurt > 0);
  return {
    ...count(cells.map(({ sessions }) => sessions)),
    sets: Object.fromEntries(hurt.map(({ parts, sessions }) => [parts.name, count([sessions])])),
  };
}
