import type { Series, TimeAxis } from "./chart.ts";
import { coarse, edgesOf, worthDrawing } from "./sampling.ts";
import type { Windowed } from "./view.ts";

/** A point of a drawing, on the scenario's clock; `low` where an area stands on something. */
export interface Placed {
  readonly atMs: number;
  readonly low?: number | null;
  readonly value: number | null;
}

/** Heights of values in the plot, by its own scale. */
function heights(values: readonly (number | null)[], time: TimeAxis): (number | null)[] {
  const [low, high] = time.domain;
  if (time.kind === "linear") return values.map((v) => (v === null ? null : (v - low) / (high - low)));
  const decades = Math.log10(high / low);
  // A logarithmic axis has no place for nought: it stands at the foot, as whatever is below it.
  return values.map((v) => (v === null ? null : Math.log10(Math.max(v, low) / low) / decades));
}

/** Areas stand on those before them; windows are chosen for all together so that the edges meet. */
export function stack(series: readonly Series[], time: TimeAxis, pointsMax: number): Map<Series, Placed[]> {
  const areas = series.filter(({ mark }) => mark === "area");
  const first = areas[0]?.of;
  if (first === undefined) return new Map();
  const tops = areas.map((_, n) =>
    first.values.map((_, w) => areas.slice(0, n + 1).reduce((sum, { of }) => sum + (of.values[w] ?? 0), 0)),
  );
  const lines = series.filter(({ mark, of }) => mark !== "area" && of.values.length === first.values.length);
  const kept = worthDrawing(
    [...tops, ...lines.map(({ of }) => of.values)].map((v) => heights(v, time)),
    pointsMax,
  );
  const at = (w: number): number => first.fromMs + (w + 0.5) * first.windowMs;
  const placed = areas.map((area, n): [Series, Placed[]] => [
    area,
    // What never was takes no ink: a stack of five would write the same edge five times.
    area.of.values.some((v) => v !== null && v > 0)
      ? kept.map((w) => ({ atMs: at(w), low: tops[n - 1]?.[w] ?? 0, value: tops[n]?.[w] ?? 0 }))
      : [],
  ]);
  const drawn = lines.map((line): [Series, Placed[]] => [
    line,
    kept.map((w) => ({ atMs: at(w), value: line.of.values[w] ?? null })),
  ]);
  return new Map([...placed, ...drawn]);
}

/** A series by itself, at the middles of its windows; a step begins where its window does. */
export function alone(series: Series, time: TimeAxis, pointsMax: number): Placed[] {
  const windowsMax = Math.min(time.highest ?? Number.POSITIVE_INFINITY, windowsFor(series.of, pointsMax));
  const of = coarse(series.of, windowsMax);
  const low = series.low === undefined ? undefined : coarse(series.low, windowsMax, "least");
  const shift = series.mark === "step" ? 0 : 0.5;
  const kept = worthDrawing(
    [of, low].flatMap((one) => (one === undefined ? [] : [heights(one.values, time)])),
    pointsMax,
  );
  return kept.flatMap((w): Placed[] => {
    const value = of.values[w] ?? null;
    const at = (part: number): number => of.fromMs + (w + part) * of.windowMs;
    const point = (atMs: number): Placed =>
      low === undefined ? { atMs, value } : { atMs, value, low: low.values[w] ?? null };
    const lonely =
      value !== null && (of.values[w - 1] ?? null) === null && (of.values[w + 1] ?? null) === null;
    // A window without neighbours would be a line without length: it is drawn as long as it lasted.
    return lonely ? [point(at(0)), point(at(1))] : [point(at(shift))];
  });
}

/** How many windows may stay when every edge of a gap costs points. */
function windowsFor(of: Windowed, pointsMax: number): number {
  for (let windows = of.values.length; windows > pointsMax; windows = Math.ceil(windows / 2)) {
    if (edgesOf(coarse(of, windows).values) <= pointsMax) return windows;
  }
  return Math.max(1, Math.min(of.values.length, pointsMax));
}

/** Only the windows that touch [fromMs, toMs). */
export function within(of: Windowed, fromMs: number, toMs: number): Windowed {
  const from = Math.max(0, Math.floor((fromMs - of.fromMs) / of.windowMs));
  const to = Math.ceil((toMs - of.fromMs) / of.windowMs);
  if (from === 0 && to >= of.values.length) return of;
  return { fromMs: of.fromMs + from * of.windowMs, windowMs: of.windowMs, values: of.values.slice(from, to) };
}
