import type { Judged } from "./check-report.ts";
import type { Verdict } from "./verdict.ts";

/** What ends a build: a budget of this severity or above that fails. */
export const FAIL_ON = ["error", "warn", "never"] as const;
/** What a verdict that cannot be reached means. */
export const ON_UNDECIDED = ["fail", "warn", "pass"] as const;

export interface Policy {
  failOn: (typeof FAIL_ON)[number];
  onUndecided: (typeof ON_UNDECIDED)[number];
}

/**
 * What a verdict means to the build. Where there is no data a budget was not judged at all, which is told and ends the
 * build whatever an undecided one may do: no data never passes.
 */
export function levelOf({ verdict, severity }: Verdict, { failOn, onUndecided }: Policy): Judged["level"] {
  const ending = failOn === "warn" || (failOn === "error" && severity === "error") ? "error" : "warning";
  switch (verdict) {
    case "pass":
      return "none";
    case "fail":
    case "no data":
      return ending;
    case "undecided":
      return onUndecided === "fail" ? ending : onUndecided === "warn" ? "warning" : "none";
  }
}
