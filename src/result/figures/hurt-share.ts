import type { Result } from "../result.ts";
import type { Observation } from "./figure.ts";
import type { Span } from "./span.ts";

/** Families of parts that can be hurt, and the series that say how much: shares of a window, 0..1. */
const HURT_BY = {
  sets: ["failShare", "maskedShare"],
  clusters: ["rejectShare"],
  carriers: ["dropShare"],
} as const;
export const HURTABLE = ["sets", "clusters", "carriers"] as const;
export type HurtFamily = (typeof HURTABLE)[number];

/**
 * Blast radius: the share of a family's parts that are hurt at once, in the worst window that lies wholly within the
 * span. A set is hurt where more than `threshold` of its calls fail or it is masked for more than that of the window, a
 * cluster where it rejects, a carrier's network where it drops as much.
 */
export function hurtShare(result: Result, family: HurtFamily, threshold: number, span: Span): Observation {
  const { fromMs, partWindowMs, parts } = result.series;
  const members = Object.values(parts[family] ?? {});
  const first = Math.max(0, Math.ceil((span.fromMs - fromMs) / partWindowMs));
  const windows = Math.max(0, ...members.map((metrics) => lengthOf(metrics, family)));
  const end = Math.min(windows, Math.floor((span.toMs - fromMs) / partWindowMs));
  let worst = 0;
  let at = first;
  for (let i = first; i < end; i++) {
    const hurt = members.filter((metrics) =>
      HURT_BY[family].some((metric) => (metrics[metric]?.[i] ?? 0) > threshold),
    ).length;
    if (hurt <= worst) continue;
    worst = hurt;
    at = i;
  }
  const samples = Math.max(0, end - first);
  if (samples === 0 || members.length === 0) return { kind: "level", value: null, samples: 0 };
  return { kind: "level", value: worst / members.length, atMs: fromMs + at * partWindowMs, samples };
}

function lengthOf(metrics: Readonly<Record<string, readonly unknown[]>>, family: HurtFamily): number {
  return Math.max(0, ...HURT_BY[family].map((metric) => metrics[metric]?.length ?? 0));
}
