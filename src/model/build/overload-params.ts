import type { Overload } from "../../scenario/parts/overload.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import type { OverloadParams } from "../control/overload-control.ts";
import { Priorities } from "../control/priorities.ts";
import { STEP_NAMES } from "../workflow/step.ts";

/**
 * The scenario's words for an overload control, as parameters of one that sees 1/k of the real requests: times and
 * shares stay, numbers of requests shrink with them, but not below one.
 *
 * @param businesses business priorities that requests may have
 */
export function overloadParams(overload: Overload, businesses: number, k: number): OverloadParams {
  const fewer = (count: number) => Math.max(1, count / k);
  switch (overload.kind) {
    case "none":
      return overload;
    case "queueWait":
      return {
        kind: "queueWait",
        thresholdMs: overload.threshold,
        windowMs: overload.window,
        step: overload.step,
        rejectMax: overload.max,
      };
    case "dagor":
      return {
        kind: "dagor",
        thresholdMs: overload.threshold,
        windowMs: overload.window,
        windowRequests: fewer(overload.requests),
        decrease: overload.decrease,
        increase: overload.increase,
        levels: businesses * overload.users,
      };
    case "codel":
      return { kind: "codel", targetMs: overload.target, intervalMs: overload.interval };
    case "tokenBucket":
      return { kind: "tokenBucket", rateRps: overload.rate / k, burst: fewer(overload.burst) };
    case "concurrencyLimit":
      return { kind: "concurrencyLimit", limit: fewer(overload.limit) };
    case "adaptiveLimit":
      return {
        kind: "adaptiveLimit",
        targetMs: overload.target,
        windowMs: overload.window,
        initial: fewer(overload.initial),
        min: fewer(overload.min),
        max: fewer(overload.max),
        growth: 1 / k,
        backOff: overload.backOff,
      };
    case "boundedQueue":
      return { kind: "boundedQueue", length: fewer(overload.length) };
  }
}

/** How important requests are to a control that goes by priority. */
export function makePriorities({ priorities }: Scenario, overload: Overload): Priorities {
  const users = overload.kind === "dagor" ? overload.users : 1;
  return new Priorities(
    STEP_NAMES.map((step) => priorities[step]),
    users,
  );
}
