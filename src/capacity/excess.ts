import { cellsOf } from "../check/cell.ts";
import type { Limit } from "../check/limit.ts";
import { nthWorst } from "../check/nth-worst.ts";
import type { Verdict } from "../check/verdict.ts";
import type { Figure, Replication } from "../result/figures/figure.ts";

/** How far a figure is beyond its limit: below 0 it holds. */
export interface Excess {
  /** On the scale of the figure. */
  plain: number;
  /** As a logarithm of figure / limit, of shares counted from the side on which the limit lies; may be infinite. */
  log: number;
}

/** More than any figure can be beyond its limit: there is none, or a run was cut short. */
const BROKEN: Excess = { plain: Number.POSITIVE_INFINITY, log: Number.POSITIVE_INFINITY };

/** One thing that is judged: a budget, or a part of it where each is judged. */
export interface Judged {
  id: string;
  limit: Limit;
}

/** All that is judged of replications of a scenario, in its order. */
export function judgedOf(limits: readonly Limit[], replication: Replication): Judged[] {
  return limits
    .filter(({ severity }) => severity !== "off")
    .flatMap((limit) =>
      replication.budgets.filter(({ id }) => id.split("[")[0] === limit.id).map(({ id }) => ({ id, limit })),
    );
}

/** How far a budget is beyond its limit, all replications together. */
export function excessOf({ id, limit }: Judged, replications: readonly Replication[]): Excess {
  if (replications.length === 0 || replications.some(({ complete }) => !complete)) return BROKEN;
  const figures = replications.flatMap(({ budgets }) => budgets.find((figure) => figure.id === id) ?? []);
  const value = estimateValue(figures);
  const [figure] = figures;
  if (value === undefined || figure === undefined) return BROKEN;
  const { max, min } = limit;
  const ofMax = max === undefined ? undefined : beyondMax(value, max, figure.unit);
  const ofMin = min === undefined ? undefined : beyondMin(value, min, figure.unit);
  return worse(ofMax, ofMin);
}

/** How far the end of a check's interval that a budget needs to pass is beyond the limit. */
export function excessOfBounds({ low, high, max, min, unit }: Verdict): Excess {
  const ofMax = max === null ? undefined : high === null ? BROKEN : beyondMax(high, max, unit);
  const ofMin = min === null ? undefined : low === null ? BROKEN : beyondMin(low, min, unit);
  return worse(ofMax, ofMin);
}

function worse(a: Excess | undefined, b: Excess | undefined): Excess {
  if (a === undefined) return b ?? BROKEN;
  return b === undefined || a.plain > b.plain ? a : b;
}

/** The estimate that a check would tell, without its bounds. */
function estimateValue(figures: readonly Figure[]): number | undefined {
  const [figure] = figures;
  if (figure === undefined) return undefined;
  const cells = cellsOf(figures).filter(
    ({ samples, value }) => samples >= figure.samplesMin && !Number.isNaN(value),
  );
  if (new Set(cells.map(({ slice }) => slice)).size <= figure.badSlices) return undefined;
  return nthWorst(cells, (i) => cells[i]?.value ?? Number.NaN, figure).value;
}

function beyondMax(value: number, max: number, unit: Figure["unit"]): Excess {
  // Of 2 % and 1 % that may be lost one is twice the other; so are they seen from 98 % and 99 %.
  if (unit === "share" && max > 0.5) return { plain: value - max, log: Math.log((1 - max) / (1 - value)) };
  return { plain: value - max, log: Math.log(value / max) };
}

function beyondMin(value: number, min: number, unit: Figure["unit"]): Excess {
  if (unit === "share" && min > 0.5) return { plain: min - value, log: Math.log((1 - value) / (1 - min)) };
  return { plain: min - value, log: Math.log(min / value) };
}
