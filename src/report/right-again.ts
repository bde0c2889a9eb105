import type { View } from "./view.ts";
import { duration } from "./words.ts";

/** When the money was right again, as a sentence. */
export function rightAgain(view: View): string {
  const { rightAgainAtMs, allowedLagMs } = view.result.money;
  const lag = duration(allowedLagMs);
  if (rightAgainAtMs === null) return `Money older than ${lag} was still missing when the run ended.`;
  if (rightAgainAtMs === 0) return `No credit was ever missing for more than ${lag}.`;
  return `The money was right again at ${view.clock.second(rightAgainAtMs)}.`;
}
