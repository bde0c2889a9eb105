import type { Latencies } from "../../model/measure/latencies.ts";
import type { StepCounts } from "../../model/measure/step-counts.ts";
import type { World } from "../../model/world.ts";

/** Users whose requests a budget looks at together, and what was counted and timed of them. */
export interface Users {
  part: string;
  counts: readonly StepCounts[];
  latencies: readonly Latencies[];
}

/** The users of a budget: all together, or region by region, or carrier by carrier in each region. */
export function usersOf(
  {
    regions,
    carriers,
    judge,
  }: {
    regions?: readonly string[] | undefined;
    carriers?: readonly string[] | undefined;
    judge: "together" | "worst" | "each";
  },
  { edges, params }: World,
): Users[] {
  const asked = edges.filter(({ name }) => regions === undefined || regions.includes(name));
  const ids = params.scenario.carriers.entries.map(({ id }) => id);
  const users = asked.flatMap(({ name, tallies }): Users[] => {
    const of = (part: string, entries?: readonly number[]) => ({
      part,
      counts: tallies.countsOf(entries),
      latencies: tallies.latenciesOf(entries),
    });
    return carriers === undefined ? [of(name)] : carriers.map((id) => of(`${name}/${id}`, [ids.indexOf(id)]));
  });
  if (judge !== "together") return users;
  return [
    {
      part: "",
      counts: users.flatMap(({ counts }) => counts),
      latencies: users.flatMap(({ latencies }) => latencies),
    },
  ];
}
