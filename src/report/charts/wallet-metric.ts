import { across, familyMetric, highest, partMetric, type View, type Windowed } from "../view.ts";

/** A metric of all wallet queues together: the run's own total where it is there, else folded over the queues. */
export function walletMetric(view: View, metric: string): Windowed | undefined {
  const total = partMetric(view, "queues", "wallet", metric);
  if (total !== undefined) return total;
  const queues = familyMetric(view, "queues", metric).filter(({ part }) => part.endsWith("/wallet"));
  // Depths and rates add up; ages do not.
  return across(queues, metric === "oldestAgeMs" ? highest : (values) => values.reduce((a, b) => a + b, 0));
}
