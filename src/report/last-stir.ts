import { type Result, STEPS } from "../result/result.ts";

/** What says that work is left, of all parts together: one message in one queue is a trickle. */
const LEFT: readonly (readonly [family: string, part: string, metric: string])[] = [
  ["queues", "wallet", "depth"],
  ["money", "all", "overdueCredits"],
];

/** Counts that trickle on for minutes: below this part of their highest there is nothing to see. */
export const TRICKLE = 0.05;
const TRICKLING: ReadonlySet<string> = new Set(["offered", "attempts", "full", "inFlight", "depth"]);

/**
 * Until when anything went on [ms]: requests above a trickle, any that was refused, failed or degraded, credits that
 * are late, something that happened.
 */
export function lastStirMs({ series, timeline, money }: Result): number {
  const { fromMs, stepWindowMs, partWindowMs } = series;
  let lastMs = fromMs;
  const note = (name: string, values: readonly (number | null)[], windowMs: number): void => {
    const most = values.reduce<number>((a, b) => Math.max(a, b ?? 0), 0);
    const least = TRICKLING.has(name) ? most * TRICKLE : 0;
    const window = values.findLastIndex((value) => value !== null && value > least);
    lastMs = Math.max(lastMs, fromMs + (window + 1) * windowMs);
  };
  for (const step of STEPS)
    for (const [name, counts] of Object.entries(series.steps[step])) note(name, counts, stepWindowMs);
  for (const [family, part, metric] of LEFT)
    note(metric, series.parts[family]?.[part]?.[metric] ?? [], partWindowMs);
  for (const { atMs, untilMs } of timeline) lastMs = Math.max(lastMs, atMs, untilMs ?? atMs);
  lastMs = Math.max(lastMs, money.rightAgainAtMs ?? lastMs);
  // On the edge of a window of parts, so that charts of both kinds end together.
  return fromMs + Math.ceil((lastMs - fromMs) / partWindowMs) * partWindowMs;
}
