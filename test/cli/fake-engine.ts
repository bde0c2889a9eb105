import type { Engine, LoadedScenario } from "../../src/cli/engine.ts";
import { inProcess } from "../../src/execute/in-process.ts";
import type { Result } from "../../src/result/result.ts";
import { sampleResult } from "../result/sample-result.ts";

/** An engine that answers at once; a test replaces what it asks about. */
export function fakeEngine(changes: Partial<LoadedScenario> = {}, result: Result = sampleResult()): Engine {
  return {
    load: async () => ({
      kind: "architecture",
      name: "sample",
      start: "2015-02-18T20:00:00",
      fromMs: 0,
      toMs: 4.5 * 3_600_000,
      seed: "own",
      k: 106,
      scaleNotes: [],
      run: async ({ seed }) => ({ ...result, seed: seed ?? "own" }),
      checkProbe: async () => {},
      probeRecovery: async () => ({
        format: "hongbao-recovery",
        version: 1,
        trigger: { name: "round 22:30", overMs: 9_120_000, varied: "background" },
        untilMs: 9_360_000,
        steadyRps: 1e6,
        tries: [
          { factor: 0.5, afterMs: 95_000 },
          { factor: 1, afterMs: null },
        ],
        holds: 0.5,
        fails: 1,
      }),
      trace: {
        run: async () => ({
          stories: [],
          ended: { full: 0, degraded: 0, refused: 0, failed: 0 },
          untilMs: 0,
          interrupted: false,
        }),
        names: async () => ({ region: ["sz"], carrier: ["mobile"], access: ["wifi"], set: ["set-00"] }),
      },
      ...changes,
    }),
    checkable: async () => {
      throw new Error("no scenario to check");
    },
    executor: async () => inProcess(),
    renderReport: async ({ seed }) => `<!doctype html><title>${seed}</title>\n`,
    reportBeside: async () => ({
      draw: async (text) => `<!doctype html><title>beside ${JSON.parse(text).seed}</title>\n`,
      end: async () => {},
    }),
    renderLab: async ({ seed }) => `<!doctype html><title>lab ${seed}</title>\n`,
    scenarioTemplate: async () => "version: 1\n",
    scenarioSchema: async () => ({ title: "scenario" }),
  };
}
