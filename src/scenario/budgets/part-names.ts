import type { LoadedFamily } from "../../result/figures/part-levels.ts";
import { setNames } from "../names.ts";
import type { Scenario } from "../scenario.ts";

/** Names of the parts of a family, as results and budgets speak of them. */
export function partNames(family: LoadedFamily, scenario: Scenario): string[] {
  const carriers = scenario.carriers.entries.map(({ id }) => id);
  switch (family) {
    case "carriers":
      return scenario.regions.flatMap((region) => carriers.map((carrier) => `${region.id}/${carrier}`));
    case "clusters":
      return scenario.regions.flatMap(({ campuses }) =>
        campuses.flatMap((campus) => carriers.map((carrier) => `${campus}/${carrier}`)),
      );
    case "lines":
      return scenario.lines.map(({ id }) => id);
    case "sets":
      return setNames(scenario);
  }
}
