import fc from "fast-check";
import type { Bench } from "./grab-engines.ts";

/** What may go wrong with the parts around an engine, each as seldom; to be spread into `fc.oneof`. */
export const DISTURBANCES = [
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constantFrom("crash" as const, "restart" as const), replica: fc.nat(2) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("databaseFails" as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom("loseCache" as const, "returnCache" as const) }) },
] as const;

type Disturbance =
  | { do: "crash" | "restart"; replica: number }
  | { do: "databaseFails" | "loseCache" | "returnCache" };

/** It happens now. A cache may be lost for several reasons, and is back when all have gone. */
export function disturb({ sim, engine, group, cache }: Bench, disturbance: Disturbance): void {
  switch (disturbance.do) {
    case "crash":
      group.crash(disturbance.replica, sim.now);
      break;
    case "restart":
      group.restart(disturbance.replica, sim.now);
      break;
    case "databaseFails":
      engine.databaseFailed();
      break;
    case "loseCache":
      cache.lose();
      break;
    case "returnCache":
      if (cache.isAway) cache.restore(sim.now);
  }
}
