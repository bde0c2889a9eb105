import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { LabScenario } from "../../src/scenario/lab/lab-scenario.ts";
import { loadAny } from "../../src/scenario/load.ts";
import { formatProblem } from "../../src/scenario/problem.ts";

const FOLDER = new URL("../../scenarios/lab", import.meta.url).pathname;

/** A lab of the gallery, by the name of its file without .yaml. */
export function readLab(name: string, set: readonly string[] = []): LabScenario {
  const loaded = loadAny({ file: join(FOLDER, `${name}.yaml`) }, { set });
  if (!loaded.ok) throw new Error(loaded.problems.map(formatProblem).join("\n"));
  if (loaded.scenario.kind !== "lab") throw new Error(`${name} is no lab`);
  return loaded.scenario;
}

/** Labs of the gallery that say what they know. */
export function exactLabs(): string[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => name.slice(0, -".yaml".length))
    .filter((name) => readLab(name).exact.length > 0)
    .sort();
}
