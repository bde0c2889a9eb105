import type { SweepLimit } from "../../result/sweep/plan.ts";
import type { SweepFigure, SweepResult } from "../../result/sweep/sweep-result.ts";
import type { Drawing, Table } from "../chart.ts";
import { type Point, pointChart } from "../point-chart.ts";
import { shorten, tameText } from "../tame.ts";
import { SERIES } from "../tokens.ts";
import { unitText } from "../unit-text.ts";
import { listed } from "../words.ts";
import { type PlaceAxis, placeAxis } from "./place-axis.ts";

interface Placed {
  values: readonly string[];
  estimate: number;
  low: number | null;
  high: number | null;
}

/**
 * The charts of one figure: over the axis with the most values, with a line for each of the other values; or, where
 * points were drawn at random or there would be too many lines, one over each axis, its points not joined.
 */
export function multiples(
  { plan, figures, points }: SweepResult,
  at: number,
): { title: string; drawing: Drawing | string }[] {
  const figure = figures[at];
  if (figure === undefined) return [];
  const placed = points.flatMap(({ figures: of }, i): Placed[] => {
    const found = of[at];
    return found === undefined || found === null ? [] : [{ values: plan.points[i]?.values ?? [], ...found }];
  });
  const title = shorten(tameText(figure.text), 90);
  if (placed.length === 0) return [{ title, drawing: "No run has this figure." }];
  const counts = plan.axes.map((_, axis) => new Set(plan.points.map(({ values }) => values[axis])).size);
  const main = counts.indexOf(Math.max(...counts));
  const lines = groups(placed, main, plan.axes);
  const joined = lines.length <= SERIES.length && (lines.length < placed.length || placed.length === 1);
  const axes = joined ? [main] : plan.axes.map((_, axis) => axis);
  const limits = limitsOf(
    plan.points.map((point) => point.limits),
    figure,
  );
  return axes.map((axis) => {
    const place = placeAxis(
      plan.axes[axis] ?? "",
      plan.points.map(({ values }) => values[axis] ?? ""),
    );
    const series = joined ? lines : [{ name: "", placed }];
    return {
      title: axes.length > 1 ? `${title}, by ${shorten(place.title, 40)}` : title,
      drawing: pointChart({
        lead: leadOf(placed, figure),
        series: series.map(({ name, placed: own }) => ({
          name,
          points: own.map((one) => pointAt(one, axis, place)),
        })),
        scattered: !joined,
        x: place,
        y: { title: "", text: unitText(figure.unit) },
        limits,
        table: tableOf(placed, figure, plan.axes),
      }),
    };
  });
}

/** Points that differ on the main axis only, named by their other values: "servers 12". */
function groups(
  placed: readonly Placed[],
  main: number,
  axes: readonly string[],
): { name: string; placed: Placed[] }[] {
  const byOthers = new Map<string, Placed[]>();
  for (const one of placed) {
    const named = one.values.map((value, axis) => `${axes[axis]?.split(".").at(-1)} ${value}`);
    const name = named
      .filter((_, axis) => axis !== main)
      .map((other) => shorten(tameText(other), 40))
      .join(", ");
    byOthers.set(name, [...(byOthers.get(name) ?? []), one]);
  }
  return [...byOthers].map(([name, own]) => ({ name, placed: own }));
}

function pointAt({ values, estimate, low, high }: Placed, axis: number, place: PlaceAxis): Point {
  return { x: place.at(values[axis] ?? ""), y: estimate, low, high };
}

/** Limits that all points share; one that is varied itself has no line. */
function limitsOf(all: readonly (readonly SweepLimit[])[], { id, budgeted }: SweepFigure): number[] {
  if (!budgeted) return [];
  const own = all.map((limits) => limits.find((limit) => limit.id === id.split("[")[0]));
  const [first] = own;
  if (first === undefined || own.some((one) => one?.max !== first.max || one?.min !== first.min)) return [];
  return [first.max, first.min].filter((limit) => limit !== null);
}

function leadOf(placed: readonly Placed[], { unit }: SweepFigure): string {
  const text = unitText(unit);
  const sorted = [...placed].sort((a, b) => a.estimate - b.estimate);
  const [least, most] = [sorted[0], sorted.at(-1)];
  if (least === undefined || most === undefined) return "";
  if (least.estimate === most.estimate) return `${text(least.estimate)} at every point.`;
  const where = ({ values }: Placed) => listed(values.map((value) => shorten(tameText(value), 30)));
  return `From ${text(least.estimate)} at ${where(least)} to ${text(most.estimate)} at ${where(most)}.`;
}

function tableOf(placed: readonly Placed[], { id, unit }: SweepFigure, axes: readonly string[]): Table {
  const text = unitText(unit);
  const end = (value: number | null) => (value === null ? "no data" : text(value));
  return {
    caption: tameText(id),
    columns: [...axes.map(tameText), "estimate", "from", "to"],
    rows: placed.map(({ values, estimate, low, high }) => [
      ...values.map(tameText),
      text(estimate),
      end(low),
      end(high),
    ]),
  };
}
