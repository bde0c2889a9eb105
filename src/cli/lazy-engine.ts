import type { Engine, LoadedLab, LoadedScenario } from "./engine.ts";
import { InputError } from "./input-error.ts";

/** The real engine: every module is imported when a command first needs it. */
export const lazyEngine: Engine = {
  load,
  renderReport: async (result) => (await import("../report/report.ts")).renderReport(result),
  scenarioTemplate: async () => (await import("../scenario/template.ts")).scenarioTemplate(),
  scenarioSchema: async () => (await import("../scenario/json-schema.ts")).scenarioJsonSchema(),
};

async function load(file: string, sets: readonly string[]): Promise<LoadedScenario | LoadedLab> {
  const { loadAny } = await import("../scenario/load.ts");
  const loaded = loadAny({ file }, { set: sets });
  if (!loaded.ok) {
    const { formatProblem } = await import("../scenario/problem.ts");
    throw new InputError(loaded.problems.map(formatProblem).join("\n"));
  }
  const { scenario } = loaded;
  if (scenario.kind === "lab")
    return {
      kind: "lab",
      name: scenario.name,
      seed: scenario.run.seed,
      knownFigures: scenario.exact.length,
      run: async ({ shorter = 1, ...options }) => {
        const { labTwin } = await import("../run/lab-twin.ts");
        const { runLab } = await import("../run/lab-run.ts");
        return runLab(shorter > 1 ? labTwin(scenario, shorter) : scenario, options);
      },
    };
  return {
    kind: "architecture",
    name: scenario.name,
    start: scenario.run.from,
    fromMs: scenario.run.begin,
    toMs: scenario.run.to,
    seed: scenario.run.seed,
    k: scenario.run.scale,
    run: async (options) => (await import("../run/run.ts")).run(scenario, options),
  };
}
