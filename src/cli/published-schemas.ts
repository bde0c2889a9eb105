import type { z } from "zod";
import type { Engine } from "./engine.ts";

interface Published {
  /** What is written in this form. */
  of: string;
  schema(engine: Engine): Promise<object>;
}

/** Everything that hongbao reads or writes as a document for others, by the word that `hongbao schema` takes. */
export const PUBLISHED_SCHEMAS: Readonly<Record<string, Published>> = {
  scenario: { of: "scenario files", schema: (engine) => engine.scenarioSchema() },
  result: {
    of: "a run's result.json",
    schema: async () => (await import("../result/json-schema.ts")).resultJsonSchema(),
  },
  "lab-result": document("a lab's result.json", "lab result", async () => {
    const { LAB_RESULT_VERSION, labResultSchema } = await import("../result/lab-result.ts");
    return [LAB_RESULT_VERSION, labResultSchema];
  }),
  check: document("check --json", "check", async () => {
    const { CHECK_VERSION, checkReportSchema } = await import("../check/check-report.ts");
    return [CHECK_VERSION, checkReportSchema];
  }),
  comparison: document("compare --json", "comparison", async () => {
    const { COMPARISON_VERSION, comparisonSchema } = await import("../result/compare/comparison.ts");
    return [COMPARISON_VERSION, comparisonSchema];
  }),
  baseline: document("baseline write", "baseline", async () => {
    const { BASELINE_VERSION, baselineSchema } = await import("../result/baseline/baseline.ts");
    return [BASELINE_VERSION, baselineSchema];
  }),
  sweep: document("a sweep's sweep.json", "sweep", async () => {
    const { SWEEP_VERSION, sweepResultSchema } = await import("../result/sweep/sweep-result.ts");
    return [SWEEP_VERSION, sweepResultSchema];
  }),
  capacity: document("a search's capacity.json", "capacity", async () => {
    const { CAPACITY_VERSION, capacityResultSchema } = await import("../result/capacity/capacity-result.ts");
    return [CAPACITY_VERSION, capacityResultSchema];
  }),
  scale: document("run --measure-scale --json", "measured scale", async () => {
    const { MEASURED_SCALE_VERSION, measuredScaleSchema } = await import("../result/scale/measured-scale.ts");
    return [MEASURED_SCALE_VERSION, measuredScaleSchema];
  }),
  recovery: document("recovery.json of run --probe-recovery", "recovery", async () => {
    const { RECOVERY_VERSION, recoveryProbeSchema } = await import("../result/recovery/recovery-probe.ts");
    return [RECOVERY_VERSION, recoveryProbeSchema];
  }),
};

function document(of: string, name: string, load: () => Promise<[number, z.ZodType]>): Published {
  return {
    of,
    schema: async () => {
      const { jsonSchemaOf } = await import("../result/json-schema.ts");
      const [version, schema] = await load();
      return jsonSchemaOf(name, version, schema);
    },
  };
}
