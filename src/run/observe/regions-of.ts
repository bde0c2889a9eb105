import type { World } from "../../model/world.ts";

/** The edges that a budget looks at: all together, or region by region. */
export function regionsOf(
  { regions, judge }: { regions?: readonly string[] | undefined; judge: "together" | "worst" | "each" },
  { edges }: World,
): { part: string; edges: World["edges"] }[] {
  const asked = edges.filter(({ name }) => regions === undefined || regions.includes(name));
  if (judge === "together") return [{ part: "", edges: asked }];
  return asked.map((edge) => ({ part: edge.name, edges: [edge] }));
}
