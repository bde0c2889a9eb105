import { STEPS, type Step } from "../result/result.ts";
import { badShare } from "./charts/trouble.ts";
import { union } from "./spans.ts";
import { type Interval, peakOf, type View } from "./view.ts";

/** Of the requests decided in 10 s: what is more than this, refused or failed, is told as trouble. */
export const TROUBLE = 0.001;

/** Requests of one step that were decided in some time, and those of them that were refused or failed. */
export interface Harm {
  readonly step: Step;
  readonly decided: number;
  readonly refused: number;
  readonly failed: number;
  readonly degraded: number;
}

/** What became of each step's requests in the windows that touch [fromMs, toMs); steps without any are left out. */
export function harmIn(view: View, fromMs: number, toMs: number): Harm[] {
  const { steps, stepWindowMs, fromMs: originMs } = view.result.series;
  const from = Math.max(0, Math.floor((fromMs - originMs) / stepWindowMs));
  const to = Math.max(from, Math.ceil((toMs - originMs) / stepWindowMs));
  const sum = (counts: readonly number[]): number => counts.slice(from, to).reduce((a, b) => a + b, 0);
  return STEPS.flatMap((step) => {
    const of = steps[step];
    const [full, degraded, refused, failed] = [
      sum(of.full),
      sum(of.degraded),
      sum(of.refused),
      sum(of.failed),
    ];
    const decided = full + degraded + refused + failed;
    return decided === 0 ? [] : [{ step, decided, degraded, refused, failed }];
  });
}

/** The worst 10 s of a step: the share of its requests that were refused or failed. */
export interface WorstWindow {
  readonly step: Step;
  readonly share: number;
  readonly atMs: number;
}

/** The worst windows of all steps within [fromMs, toMs), worst first; steps that lost nothing are left out. */
export function worstWindows(view: View, fromMs: number, toMs: number): WorstWindow[] {
  return STEPS.flatMap((step) => {
    const of = badShare(view, step);
    const from = Math.max(0, Math.floor((fromMs - of.fromMs) / of.windowMs));
    const to = Math.ceil((toMs - of.fromMs) / of.windowMs);
    const cut = { ...of, fromMs: of.fromMs + from * of.windowMs, values: of.values.slice(from, to) };
    const peak = peakOf(cut);
    return peak === undefined || peak.value === 0 ? [] : [{ step, share: peak.value, atMs: peak.atMs }];
  }).sort((a, b) => b.share - a.share);
}

/** When more than `TROUBLE` of some step's requests were refused or failed, neighbouring windows joined. */
export function troubled(view: View): Interval[] {
  const windows = STEPS.flatMap((step) => {
    const { fromMs, windowMs, values } = badShare(view, step);
    return values.flatMap((value, w) =>
      value !== null && value > TROUBLE
        ? [{ fromMs: fromMs + w * windowMs, toMs: fromMs + (w + 1) * windowMs, part: step, text: "" }]
        : [],
    );
  });
  return union(
    windows.sort((a, b) => a.fromMs - b.fromMs),
    "all",
    "trouble",
  );
}
