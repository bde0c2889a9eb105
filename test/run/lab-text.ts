import type { LabScenario } from "../../src/scenario/lab/lab-scenario.ts";
import { loadAny } from "../../src/scenario/load.ts";

/** A lab from its text, without the three lines that all have. */
export function lab(text: string, set: readonly string[] = []): LabScenario {
  const loaded = loadAny({ text: `version: 1\nkind: lab\nname: test\n${text}`, name: "f.yaml" }, { set });
  if (!loaded.ok || loaded.scenario.kind !== "lab") throw new Error(JSON.stringify(loaded));
  return loaded.scenario;
}
