import type { Result } from "../result.ts";
import type { Observation } from "./figure.ts";

/** Credits that came later than the allowed lag or are overdue at the end, of all that came or are overdue. */
export function lateCredits({ money, scale }: Result): Observation {
  const late = (money.lateCredits + money.missingCredits) / scale.k;
  const all = (money.credits + money.missingCredits) / scale.k;
  return { kind: "ratio", part: late, whole: all, samples: all };
}
