import type { Scenario } from "../../scenario/scenario.ts";
import type { OverloadParams } from "../control/overload-control.ts";

/** The scenario's words for an overload control, as its parameters. */
export function overloadParams(overload: Scenario["access"]["overload"]): OverloadParams {
  if (overload.kind === "none") return { kind: "none" };
  return {
    kind: "queueWait",
    thresholdMs: overload.threshold,
    windowMs: overload.window,
    step: overload.step,
    rejectMax: overload.max,
  };
}
