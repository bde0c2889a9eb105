import type { Scenario } from "../scenario.ts";
import { badReference, contradiction, type Finding, type Path } from "./finding.ts";

/** Orders of a region without sets live in one that has some. */
export function checkOrders({ regions }: Scenario): Finding[] {
  const ids = regions.map(({ id }) => id);
  return [
    ...checkHomes(regions),
    ...regions.flatMap(({ id, orders }, i): Finding[] => {
      const path: Path = ["regions", i, "orders"];
      if (orders === undefined) return [];
      const uses: Path[] = regions.map((_, at) => ["regions", at, "id"]);
      if (!ids.includes(orders)) return [badReference(path, orders, "id of a region", ids, uses)];
      if (orders === id)
        return [contradiction(path, "another region; its own sets take them where it is absent")];
      const at = ids.indexOf(orders);
      if (regions[at]?.orders === undefined) return [];
      return [contradiction(path, "a region with sets of its own", [["regions", at, "orders"]])];
    }),
  ];
}

/** Access servers are dealt in the proportion of users, as those stand in regions with sets of their own. */
function checkHomes(regions: Scenario["regions"]): Finding[] {
  const homes = regions.flatMap(({ orders }, i) => (orders === undefined ? [i] : []));
  if (homes.length === 0 || homes.some((i) => (regions[i]?.users ?? 0) > 0)) return [];
  const uses = homes.map((i) => ["regions", i, "users"]);
  return [contradiction(["regions"], "somebody who enters in a region with sets of its own", uses)];
}
