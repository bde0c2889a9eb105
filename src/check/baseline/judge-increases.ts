import type { Baseline, BaselineFigure } from "../../result/baseline/baseline.ts";
import type { Figure, Replication } from "../../result/figures/figure.ts";
import { figureKey, figuresByKey } from "../figures-by-key.ts";
import { decided, marginOf, samplesOf } from "../judge.ts";
import type { Limit } from "../limit.ts";
import { alphaOf } from "../looks.ts";
import type { Verdict } from "../verdict.ts";
import { absoluteIncrease, type Increase, relativeIncrease } from "./increase.ts";
import { baselineFigures } from "./measure.ts";

/** A limit against a baseline. */
const KINDS = [
  { key: "maxIncrease", text: "increase", sign: 1, relative: true },
  { key: "maxIncreaseBy", text: "increase", sign: 1, relative: false },
  { key: "maxDecrease", text: "decrease", sign: -1, relative: true },
  { key: "maxDecreaseBy", text: "decrease", sign: -1, relative: false },
] as const;

interface Asked {
  budget: Limit;
  index: number;
  kind: (typeof KINDS)[number];
  max: number;
  figures: readonly Figure[];
}

/** Whether there is anything to judge against a baseline. */
export function hasIncrease(limit: Limit): boolean {
  return limit.severity !== "off" && KINDS.some(({ key }) => limit[key] !== undefined);
}

/**
 * Judges what has changed since a baseline: each budget's maxIncrease and its kin, for each of its figures, over pairs of one
 * seed then and now. One look; what may go wrong is shared among all limits.
 *
 * @param replications under the baseline's seeds, in its order.
 */
export function judgeIncreases(
  budgets: readonly Limit[],
  baseline: Baseline,
  replications: readonly Replication[],
): Verdict[] {
  const figures = [...figuresByKey(replications)].filter(([key]) => key.startsWith("budgets/"));
  const now = new Map(
    baselineFigures(replications).map((figure) => [figureKey(figure.of, figure.id), figure]),
  );
  const then = new Map(baseline.figures.map((figure) => [figureKey(figure.of, figure.id), figure]));
  const asked = budgets.flatMap((budget, index): Asked[] => {
    if (!hasIncrease(budget)) return [];
    const own = figures.map(([, of]) => of).filter(([figure]) => figure?.id.split("[")[0] === budget.id);
    return own.flatMap((of) =>
      KINDS.flatMap((kind): Asked[] => {
        const max = budget[kind.key];
        return max === undefined ? [] : [{ budget, index, kind, max, figures: of }];
      }),
    );
  });
  return asked.map((one) => {
    const key = figureKey("budgets", one.figures[0]?.id ?? "");
    const alpha = alphaOf(one.budget.confidence, 1, asked.length);
    return verdictOf(one, then.get(key), now.get(key), replications, alpha);
  });
}

function verdictOf(
  { budget, index, kind, max, figures }: Asked,
  before: BaselineFigure | undefined,
  now: BaselineFigure | undefined,
  replications: readonly Replication[],
  alpha: number,
): Verdict {
  const [figure] = figures as [Figure, ...Figure[]];
  const found = before === undefined || now === undefined ? undefined : changeOf(before, now, kind, alpha);
  const { verdict, why } = decided({ max }, figure, found, replications);
  return {
    id: figure.id,
    budget: index,
    text: `${kind.text} of ${figure.text} since the baseline${kind.relative ? ", as a share of it" : ""}`,
    unit: kind.relative ? "share" : figure.unit,
    severity: budget.severity === "warn" ? "warn" : "error",
    verdict,
    why: before === undefined && now !== undefined ? "the baseline has too few samples of it" : why,
    estimate: finite(found?.value),
    low: finite(found?.low),
    high: finite(found?.high),
    max,
    min: null,
    margin: found === undefined || !Number.isFinite(found.value) ? null : marginOf(found.value, max, null),
    confidence: budget.confidence,
    samples: now?.samples ?? samplesOf(figures),
    samplesMin: figure.samplesMin,
    replications: replications.length,
    slices: {
      judged: found === undefined ? 0 : 1,
      all: 1,
      bad: (found?.value ?? 0) > max ? 1 : 0,
      allowed: 0,
    },
    fromMs: figure.fromMs,
    toMs: figure.toMs,
    worst: worstOf(found, replications, figure),
  };
}

function changeOf(
  before: BaselineFigure,
  now: BaselineFigure,
  { sign, relative }: Asked["kind"],
  alpha: number,
): Increase {
  const increase = (relative ? relativeIncrease : absoluteIncrease)(before, now, alpha);
  if (sign > 0) return increase;
  const { value, low, high, each } = increase;
  return { value: 0 - value, low: 0 - high, high: 0 - low, each: each.map((own) => 0 - own) };
}

/** The seed that changed most for the worse, by itself. */
function worstOf(
  found: Increase | undefined,
  replications: readonly Replication[],
  { fromMs, toMs }: Figure,
): Verdict["worst"] {
  let worst: Verdict["worst"] = null;
  for (const [i, value] of (found?.each ?? []).entries()) {
    const seed = replications[i]?.seed;
    if (seed === undefined || !Number.isFinite(value) || (worst !== null && worst.value >= value)) continue;
    worst = { seed, value, fromMs, toMs, part: "" };
  }
  return worst;
}

function finite(x: number | undefined): number | null {
  return x !== undefined && Number.isFinite(x) ? x : null;
}
