import type { CapacityBudget, CapacityResult } from "../../result/capacity/capacity-result.ts";
import type { Drawing } from "../chart.ts";
import { type Point, pointChart } from "../point-chart.ts";
import { placeAxis } from "../sweep/place-axis.ts";
import { shorten, tameText } from "../tame.ts";
import { SERIES } from "../tokens.ts";

/** Beyond so many times its limit a budget is broken, and how badly is no matter. */
const USED_MAX = 3;

/**
 * How much of what its limit allows each budget uses, over what was varied: 1 is the limit. Of shares with a least value
 * it is what is lost that counts.
 */
export function frontier(result: CapacityResult): Drawing | string {
  const { tested, budgets, axis, limit } = result;
  const { plan, points } = tested;
  const place = placeAxis(
    axis,
    plan.points.map(({ values }) => values[0] ?? ""),
  );
  const series = budgets.slice(0, SERIES.length).map((budget) => ({ budget, points: used(result, budget) }));
  const shown = series.map(({ budget, points: of }) => ({
    name: shorten(tameText(budget.id), 40),
    points: of.flatMap(({ text, value, low, high }): Point[] =>
      value > USED_MAX
        ? []
        : [
            {
              x: place.at(text),
              y: value,
              low: low === null ? null : Math.min(low, USED_MAX),
              high: high === null ? null : Math.min(high, USED_MAX),
            },
          ],
    ),
  }));
  if (shown.every(({ points: of }) => of.length === 0)) return "No run has these figures.";
  const left = series.some(({ points: of }) => of.some(({ value }) => value > USED_MAX));
  const cell = (value: number | undefined) =>
    value === undefined ? "no data" : String(Number(value.toPrecision(3)));
  return pointChart({
    lead:
      limit === null
        ? "No budget crosses its limit once between the ends."
        : `The first budget reaches its limit at about ${tameText(limit.at.text)}.`,
    series: shown,
    scattered: false,
    x: place,
    y: { title: "", text: (value) => `${Number(value.toPrecision(3))}×` },
    limits: [1],
    table: {
      caption: "How many times its limit each budget uses",
      columns: [tameText(axis), ...series.map(({ budget }) => tameText(budget.id))],
      rows: points.map((_, i) => {
        const text = plan.points[i]?.values[0] ?? "";
        return [
          tameText(text),
          ...series.map(({ points: of }) => cell(of.find((one) => one.text === text)?.value)),
        ];
      }),
    },
    ...(left ? { notes: [`Points beyond ${USED_MAX} times a limit are in the table only.`] } : {}),
  });
}

function used(
  { tested }: CapacityResult,
  budget: CapacityBudget,
): { text: string; value: number; low: number | null; high: number | null }[] {
  const at = tested.figures.findIndex(({ id, budgeted }) => budgeted && id === budget.id);
  const share = shareUsed(budget);
  return tested.points.flatMap(({ figures }, i) => {
    const figure = figures[at];
    if (figure === null || figure === undefined) return [];
    const ends = [figure.low, figure.high].map((end) => (end === null ? null : share(end)));
    const [low = null, high = null] = ends;
    const value = share(figure.estimate);
    if (!Number.isFinite(value)) return [];
    const turned = low !== null && high !== null && low > high;
    return [
      {
        text: tested.plan.points[i]?.values[0] ?? "",
        value,
        low: turned ? high : low,
        high: turned ? low : high,
      },
    ];
  });
}

function shareUsed({ max, min, unit }: CapacityBudget): (value: number) => number {
  const ofMax = (value: number) =>
    max === null ? 0 : max === 0 ? (value > 0 ? Number.POSITIVE_INFINITY : 0) : value / max;
  const ofMin = (value: number) =>
    min === null ? 0 : unit === "share" && min > 0.5 && min < 1 ? (1 - value) / (1 - min) : min / value;
  return (value) => Math.max(ofMax(value), ofMin(value));
}
