import type { Comparison } from "../result/compare/comparison.ts";
import type { Result, TimelineEvent } from "../result/result.ts";
import type { MeasuredScale } from "../result/scale/measured-scale.ts";
import type { BudgetVerdict } from "./budget-verdict.ts";
import { Clock } from "./clock.ts";
import { lastStirMs } from "./last-stir.ts";
import { type RungSpan, rungSpans, union } from "./spans.ts";

/** One value a window, from `fromMs` on; null where the window had no sample. */
export interface Windowed {
  readonly fromMs: number;
  readonly windowMs: number;
  readonly values: readonly (number | null)[];
}

/** Something that lasted: a fault, a mask, a round. */
export interface Interval {
  readonly fromMs: number;
  readonly toMs: number;
  readonly part: string;
  readonly text: string;
}

/** What every chart looks at: the result, its clock, and the intervals that are shaded. Draws nothing. */
export interface View {
  readonly result: Result;
  readonly clock: Clock;
  readonly fromMs: number;
  /** End of the last window in which anything stirred: of a drained world's last minutes there is nothing to see. */
  readonly toMs: number;
  readonly rounds: readonly Interval[];
  readonly faults: readonly Interval[];
  readonly masks: readonly Interval[];
  /** By part and rung: for how long it was taken. */
  readonly rungSpans: readonly RungSpan[];
  /** When some part was on some rung. */
  readonly onRungs: readonly Interval[];
  /** Names of the rungs taken, in the order in which they were first taken. */
  readonly rungs: readonly string[];
  /** The same scenario under other seeds. */
  readonly seeds: readonly View[];
  /** The run before a change, where two are compared; this one is the run after it. */
  readonly before: View | undefined;
  /** What several seeds of both say, where they were run. */
  readonly comparison: Comparison | undefined;
  /** What a check said about the scenario's budgets; empty where none was made. */
  readonly budgets: readonly BudgetVerdict[];
  /** What the scale was measured to be off by; undefined where nobody did. */
  readonly scaleError: MeasuredScale | undefined;
}

/** What stands beside a result. */
export interface Beside {
  readonly seeds?: readonly View[];
  readonly before?: View | undefined;
  readonly comparison?: Comparison | undefined;
  readonly budgets?: readonly BudgetVerdict[];
  readonly scaleError?: MeasuredScale | undefined;
}

/** Who saw it, where several look at one part for themselves: "set-07 masked (seen from sz)". */
function observer(text: string): string {
  return /\(seen from [^)]*\)$/.exec(text)?.[0] ?? "";
}

/** What lasts, with its end: its own `untilMs`, else the next `endedBy` at that part by the same observer, else the end. */
function intervals(
  result: Result,
  kind: TimelineEvent["kind"],
  toMs: number,
  endedBy?: TimelineEvent["kind"],
): Interval[] {
  const found = result.timeline
    .filter((event) => event.kind === kind)
    .map((event) => {
      const end = result.timeline.find(
        (other) =>
          other.kind === endedBy &&
          other.part === event.part &&
          other.atMs > event.atMs &&
          observer(other.text) === observer(event.text),
      );
      const until = event.untilMs ?? end?.atMs ?? toMs;
      return { fromMs: event.atMs, toMs: Math.min(until, toMs), part: event.part, text: event.text };
    })
    .sort((a, b) => a.fromMs - b.fromMs);
  // A fault that touches two districts is written down by both.
  return found.filter(
    (a, i) => !found.slice(0, i).some((b) => a.fromMs === b.fromMs && a.part === b.part && a.text === b.text),
  );
}

/** How long at least one of the intervals lasted [ms]. */
export function unionMs(sorted: readonly Interval[]): number {
  return union(sorted, "", "").reduce((total, { fromMs, toMs }) => total + toMs - fromMs, 0);
}

export function viewOf(
  result: Result,
  { seeds = [], before, comparison, budgets = [], scaleError }: Beside = {},
): View {
  const { series, clock } = result;
  const stepWindows = series.steps.shake.offered.length;
  const fromMs = series.fromMs;
  const recordedMs = fromMs + stepWindows * series.stepWindowMs;
  const toMs = Math.max(
    Math.min(recordedMs, lastStirMs(result)),
    Math.min(recordedMs, clock.toMs),
    before?.toMs ?? 0,
    fromMs + 1,
  );
  const taken = rungSpans(result.timeline, toMs);
  return {
    result,
    clock: new Clock(clock.start),
    fromMs,
    toMs,
    rounds: intervals(result, "phase", toMs),
    faults: intervals(result, "fault", toMs),
    masks: intervals(result, "mask", toMs, "unmask"),
    rungSpans: taken,
    onRungs: union(taken, "ladder", "some part on a rung"),
    rungs: [...new Set(taken.map(({ rung }) => rung))],
    seeds,
    before,
    comparison,
    budgets,
    scaleError,
  };
}

/** The parts of one family in the order of the result; empty when the run recorded none. */
export function partNames(view: View, family: string): string[] {
  return Object.keys(view.result.series.parts[family] ?? {});
}

/** A part's metric, or undefined when it was not recorded or never had a sample. */
export function partMetric(view: View, family: string, part: string, metric: string): Windowed | undefined {
  const values = view.result.series.parts[family]?.[part]?.[metric];
  if (values === undefined || !values.some((value) => value !== null)) return undefined;
  const { fromMs, partWindowMs } = view.result.series;
  return { fromMs, windowMs: partWindowMs, values };
}

/** Every part of a family that recorded the metric. */
export function familyMetric(view: View, family: string, metric: string): { part: string; of: Windowed }[] {
  return partNames(view, family).flatMap((part) => {
    const of = partMetric(view, family, part, metric);
    return of === undefined ? [] : [{ part, of }];
  });
}

/** Window by window, `fold` over the parts that had a sample; null where none had. It may not keep the list it gets. */
export function across(
  parts: readonly { of: Windowed }[],
  fold: (values: readonly number[]) => number,
): Windowed | undefined {
  const first = parts[0]?.of;
  if (first === undefined) return undefined;
  const lists = parts.map(({ of }) => of.values);
  const values: (number | null)[] = new Array(Math.max(...lists.map(({ length }) => length)));
  const present: number[] = [];
  for (let w = 0; w < values.length; w++) {
    present.length = 0;
    for (const list of lists) {
      const value = list[w];
      if (value !== null && value !== undefined) present.push(value);
    }
    values[w] = present.length === 0 ? null : fold(present);
  }
  return { fromMs: first.fromMs, windowMs: first.windowMs, values };
}

export interface Peak {
  readonly value: number;
  /** Start of the first window that had it [ms]. */
  readonly atMs: number;
  readonly window: number;
}

/** The highest value and where it stood first; undefined when there was no sample. */
export function peakOf(of: Windowed): Peak | undefined {
  let window = -1;
  let value = Number.NEGATIVE_INFINITY;
  of.values.forEach((v, w) => {
    if (v !== null && v > value) {
      value = v;
      window = w;
    }
  });
  return window < 0 ? undefined : { value, window, atMs: of.fromMs + window * of.windowMs };
}

/** Highest of many without spreading a long list over the stack. */
export function highest(values: readonly number[]): number {
  let most = Number.NEGATIVE_INFINITY;
  for (const value of values) if (value > most) most = value;
  return most;
}

/** Sums runs of windows into wider ones: per-second counts to a rate over `windowMs` [1/s]. */
export function ratePerS(
  counts: readonly number[],
  fromMs: number,
  stepWindowMs: number,
  windowMs: number,
): Windowed {
  const each = Math.max(1, Math.round(windowMs / stepWindowMs));
  const values: number[] = [];
  for (let i = 0; i < counts.length; i += each) {
    const run = counts.slice(i, i + each);
    values.push((run.reduce((a, b) => a + b, 0) * 1000) / (run.length * stepWindowMs));
  }
  return { fromMs, windowMs: each * stepWindowMs, values };
}
