import type { Result } from "../result.ts";
import type { FirstDifference } from "./result-diff.ts";
import { valueText } from "./value-text.ts";

/** A series of both results, and where and what it is. */
interface Pair {
  path: string;
  words: string;
  a: readonly unknown[];
  b: readonly unknown[];
  windowMs: number;
}

/**
 * The earliest window in which two results part, or the earliest event that only one of them has. Windows are of different
 * lengths, so what counts is when a window ends: by then the runs had parted.
 *
 * @returns undefined where all series and events are the same, or are of different windows.
 */
export function firstWindow(a: Result, b: Result): FirstDifference | undefined {
  const { fromMs, stepWindowMs, partWindowMs } = a.series;
  const of = b.series;
  if (fromMs !== of.fromMs || stepWindowMs !== of.stepWindowMs || partWindowMs !== of.partWindowMs)
    return undefined;
  let first: (FirstDifference & { toMs: number; fromMs: number }) | undefined;
  const offer = (found: FirstDifference & { toMs: number; fromMs: number }): void => {
    const sooner =
      first === undefined ||
      found.toMs < first.toMs ||
      (found.toMs === first.toMs && found.fromMs > first.fromMs);
    if (sooner) first = found;
  };
  for (const pair of pairsOf(a, b)) {
    const at = differsAt(pair.a, pair.b);
    if (at === undefined) continue;
    const startMs = fromMs + at * pair.windowMs;
    offer({
      path: `${pair.path}[${at}]`,
      words: pair.words,
      a: valueText(pair.a[at]),
      b: valueText(pair.b[at]),
      fromMs: startMs,
      toMs: startMs + pair.windowMs,
    });
  }
  const at = differsAt(a.timeline, b.timeline);
  if (at !== undefined) {
    const [inA, inB] = [a.timeline[at], b.timeline[at]];
    const atMs = Math.min(inA?.atMs ?? Number.POSITIVE_INFINITY, inB?.atMs ?? Number.POSITIVE_INFINITY);
    const event = { path: `timeline[${at}]`, words: "what happened", a: valueText(inA), b: valueText(inB) };
    offer({ ...event, fromMs: atMs, toMs: atMs });
  }
  return first;
}

const STEP_WORDS: Readonly<Record<string, string>> = {
  attempts: "tried, retries included",
  full: "answered in full",
  degraded: "answered in part",
  inFlight: "under way",
};

/** Every series that either has. */
function pairsOf(a: Result, b: Result): Pair[] {
  const { stepWindowMs, partWindowMs } = a.series;
  const steps = merged(a.series.steps, b.series.steps).flatMap(([step, inA, inB]) =>
    merged(inA, inB).map(([metric, of, other]) => ({
      path: `series.steps.${step}.${metric}`,
      words: `${step}s ${STEP_WORDS[metric] ?? metric}`,
      a: of ?? [],
      b: other ?? [],
      windowMs: stepWindowMs,
    })),
  );
  const families = merged(
    { ...a.series.parts, latency: a.series.latency },
    { ...b.series.parts, latency: b.series.latency },
  );
  const parts = families.flatMap(([family, inA, inB]) =>
    merged(inA, inB).flatMap(([part, of, other]) =>
      merged(of, other).map(([metric, values, others]) => ({
        path: `${family === "latency" ? "series.latency" : `series.parts.${family}`}.${part}.${metric}`,
        words: `${metric} of ${part}${family === "latency" ? "" : ` (${family})`}`,
        a: values ?? [],
        b: others ?? [],
        windowMs: partWindowMs,
      })),
    ),
  );
  return [...steps, ...parts];
}

/** The members of two records by their names, those that only one has included. */
function merged<T>(
  a: Readonly<Record<string, T>> | undefined,
  b: Readonly<Record<string, T>> | undefined,
): [name: string, a: T | undefined, b: T | undefined][] {
  const [inA, inB] = [new Map(Object.entries(a ?? {})), new Map(Object.entries(b ?? {}))];
  return [...new Set([...inA.keys(), ...inB.keys()])].map((name) => [name, inA.get(name), inB.get(name)]);
}

function differsAt(a: readonly unknown[], b: readonly unknown[]): number | undefined {
  for (let i = 0; i < Math.max(a.length, b.length); i++)
    if (a[i] !== b[i] && JSON.stringify(a[i]) !== JSON.stringify(b[i])) return i;
  return undefined;
}
