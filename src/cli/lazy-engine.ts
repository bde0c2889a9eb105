import type { Trigger } from "../result/recovery/recovery-probe.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { Checkable, Engine, LoadedLab, LoadedScenario } from "./engine.ts";
import { InputError } from "./input-error.ts";
import { limitsOf } from "./limits-of.ts";
import { tuneV8 } from "./tune-v8.ts";

/** The real engine: every module is imported when a command first needs it. */
export const lazyEngine: Engine = {
  load,
  checkable,
  executor: async (workers) => {
    if (workers === 1) return (await import("../execute/in-process.ts")).inProcess();
    return (await import("../execute/worker-pool.ts")).workerPool({ workers });
  },
  renderReport: async (result, extras) => (await import("../report/report.ts")).renderReport(result, extras),
  reportBeside: async () => (await import("../report/report-beside.ts")).reportBeside(),
  renderLab: async (result) => (await import("../report/lab/lab-report.ts")).renderLab(result),
  scenarioTemplate: async () => (await import("../scenario/template.ts")).scenarioTemplate(),
  scenarioSchema: async () => (await import("../scenario/json-schema.ts")).scenarioJsonSchema(),
};

async function read(file: string, sets: readonly string[]) {
  tuneV8();
  const { loadAny } = await import("../scenario/load.ts");
  const loaded = loadAny({ file }, { set: sets });
  if (loaded.ok) return loaded;
  const { formatProblem } = await import("../scenario/problem.ts");
  throw new InputError(loaded.problems.map(formatProblem).join("\n"));
}

async function checkable(file: string, sets: readonly string[]): Promise<Checkable> {
  const { scenario, source } = await read(file, sets);
  const { placeOf } = await import("../scenario/located.ts");
  const { scenarioHash } = await import("../scenario/canonical.ts");
  const places = scenario.budgets.map((_, i) => {
    const at = placeOf(source.tree, ["budgets", i]);
    return { file: at.file, line: at.line ?? null, column: at.column ?? null };
  });
  return { file, scenario, sha256: scenarioHash(scenario), limits: limitsOf(scenario), places };
}

async function load(file: string, sets: readonly string[]): Promise<LoadedScenario | LoadedLab> {
  const { scenario } = await read(file, sets);
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
  const { maskNotes, poolNotes, scaleNotes } = await import("../scenario/scale-notes.ts");
  return {
    kind: "architecture",
    name: scenario.name,
    start: scenario.run.from,
    fromMs: scenario.run.begin,
    toMs: scenario.run.to,
    seed: scenario.run.seed,
    k: scenario.run.scale,
    scaleNotes: [...scaleNotes(scenario), ...poolNotes(scenario), ...maskNotes(scenario)],
    run: async (options) => (await import("../run/run.ts")).run(scenario, options),
    checkProbe: async ({ toMs = scenario.run.to }) => void (await triggerOf(scenario, toMs)),
    probeRecovery: async ({ toMs = scenario.run.to, ...options }, own, onTry) => {
      const { probeRecovery } = await import("../run/probe/recovery.ts");
      const { run } = await import("../run/run.ts");
      const trigger = await triggerOf(scenario, toMs);
      return probeRecovery(scenario, trigger, own, (other) => run(other, { ...options, toMs }), onTry);
    },
    trace: {
      run: async (wanted, options) =>
        (await import("../run/trace/trace.ts")).trace(scenario, wanted, options),
      names: async () => (await import("../run/trace/place-names.ts")).placeNames(scenario),
    },
  };
}

async function triggerOf(scenario: Scenario, toMs: number): Promise<Trigger> {
  const { probedTrigger } = await import("../run/probe/recovery.ts");
  const trigger = probedTrigger(scenario, toMs);
  if (typeof trigger === "string") throw new InputError(`--probe-recovery: found none, expected ${trigger}`);
  return trigger;
}
