import type { z } from "zod";
import type { Assumption } from "../result/result.ts";
import { NAME } from "./leaf.ts";
import { DEFAULT_CLOCK, loadScenario } from "./load.ts";
import { printValue } from "./print-value.ts";
import { referenceTraffic } from "./reference.ts";
import { SCENARIO_VERSION, type Scenario, scenarioSchema } from "./scenario.ts";
import { elementOf, leafOf, membersOf } from "./schema-walk.ts";
import { type Clock, parseDateTime } from "./units/clock.ts";
import { isQuantity } from "./units/unit.ts";

/**
 * Every parameter of a scenario with its meaning, how well it is known and where it comes from, in the order of the
 * file language. What differs from the reference (the defaults and the published night's traffic) is "yours".
 */
export function assumptionsOf(scenario: Scenario): Assumption[] {
  const reference = new Map(leaves(referenceScenario()).map((leaf) => [leaf.path, leaf.value]));
  return leaves(scenario).map((leaf) =>
    reference.get(leaf.path) === leaf.value
      ? leaf
      : { ...leaf, mark: "yours", source: `this scenario; reference: ${reference.get(leaf.path) ?? "none"}` },
  );
}

/** The defaults, with the traffic of the published night. */
export function referenceScenario(): Scenario {
  const text = JSON.stringify({ version: SCENARIO_VERSION, name: "reference", traffic: referenceTraffic() });
  const loaded = loadScenario({ text, name: "reference" });
  if (!loaded.ok) throw new Error("the defaults make no scenario");
  return loaded.scenario;
}

function leaves(scenario: Scenario): Assumption[] {
  const originMs = parseDateTime(scenario.run.from);
  const clock = { originMs: isQuantity(originMs) ? originMs : 0, lengthMs: scenario.run.to };
  const found: Assumption[] = [];
  // No figure rests on what budgets ask of it.
  collect({ ...scenario, budgets: [] }, scenarioSchema(DEFAULT_CLOCK), "", clock, found);
  return found;
}

function collect(
  value: unknown,
  schema: z.core.$ZodType,
  path: string,
  clock: Clock,
  into: Assumption[],
): void {
  if (value === undefined) return;
  const leaf = leafOf(schema);
  if (leaf !== undefined) {
    const { mark, source, description, unit } = leaf;
    if (source !== NAME)
      into.push({ path, value: printValue(value, unit, clock), mark, source, meaning: description });
    return;
  }
  if (Array.isArray(value)) {
    const element = elementOf(schema);
    value.forEach((item: unknown, i) => {
      if (element !== undefined) collect(item, element, `${path}.${segment(item, i)}`, clock, into);
    });
    return;
  }
  if (typeof value !== "object" || value === null) return;
  const of = value as Record<string, unknown>;
  const members = membersOf(schema, (key) => of[key]) ?? {};
  for (const [key, member] of Object.entries(members))
    collect(of[key], member, path === "" ? key : `${path}.${key}`, clock, into);
}

/** How --set speaks of a list's element. */
function segment(item: unknown, index: number): string {
  const { id, name } =
    typeof item === "object" && item !== null ? (item as { id?: unknown; name?: unknown }) : {};
  return String(id ?? name ?? index);
}
