import type { Windowed } from "./view.ts";

/** Heights in the plot, 0 at its foot and 1 at its top: what is not visible there need not be drawn. */
export type Heights = readonly (readonly (number | null)[])[];

/** A quarter of a pixel of the tallest plot. */
const TOLERANCE = 0.001;

/** The window between `from` and `to` that strays most from the straight line between them, in any series. */
function strayest(series: Heights, from: number, to: number): { at: number; by: number } {
  let at = -1;
  let by = 0;
  for (const heights of series) {
    const a = heights[from] ?? null;
    const b = heights[to] ?? null;
    if (a === null || b === null) continue;
    const slope = (b - a) / (to - from);
    for (let i = from + 1; i < to; i++) {
      const off = Math.abs((heights[i] ?? a) - a - slope * (i - from));
      if (off > by) {
        by = off;
        at = i;
      }
    }
  }
  return { at, by };
}

/** The first window of each series' least and of its greatest height. */
function limits(series: Heights): number[] {
  return series.flatMap((heights) => {
    let least = -1;
    let most = -1;
    heights.forEach((height, i) => {
      if (height === null) return;
      if (least < 0 || height < (heights[least] ?? 0)) least = i;
      if (most < 0 || height > (heights[most] ?? 0)) most = i;
    });
    return least < 0 ? [] : [least, most];
  });
}

/** How many windows stand beside the edge of a gap. */
export const edgesOf = (values: readonly (number | null)[]): number => edges([values]).length;

/** The windows on both sides of every gap's edges. */
function edges(series: Heights): number[] {
  return series.flatMap((heights) =>
    heights.flatMap((height, i) =>
      i > 0 && (height === null) !== (heights[i - 1] === null) ? [i - 1, i] : [],
    ),
  );
}

function simplified(
  series: Heights,
  anchors: readonly number[],
  tolerance: number,
  countMax: number,
): number[] {
  const kept = new Set(anchors);
  const open: [number, number][] = anchors.slice(1).map((to, i) => [anchors[i] ?? 0, to]);
  for (let span = open.pop(); span !== undefined && kept.size <= countMax; span = open.pop()) {
    const [from, to] = span;
    const { at, by } = strayest(series, from, to);
    if (by <= tolerance) continue;
    kept.add(at);
    open.push([from, at], [at, to]);
  }
  return [...kept].sort((a, b) => a - b);
}

/**
 * Which windows to draw so that at most about `pointsMax` are left (Ramer, Douglas, Peucker): those that stray visibly
 * from the line between their neighbours in any series. The least and the greatest value of every series always stay,
 * so no peak is lost; a flat hour costs two points and a burst gets the rest.
 */
export function worthDrawing(series: Heights, pointsMax: number): number[] {
  const length = series.reduce((most, heights) => Math.max(most, heights.length), 0);
  if (length <= pointsMax) return Array.from({ length }, (_, i) => i);
  // Gaps stay gaps, however many points that takes: a line over them would tell of values that nobody had.
  const anchors = [...new Set([0, ...limits(series), ...edges(series), length - 1])].sort((a, b) => a - b);
  const most = Math.max(pointsMax, anchors.length);
  for (let tolerance = TOLERANCE; tolerance < 1; tolerance *= 1.6) {
    const kept = simplified(series, anchors, tolerance, most);
    if (kept.length <= most) return kept;
  }
  return anchors;
}

/** The greatest value of each of at most `countMax` equal runs of windows: what a table or a heat map shows. */
export function coarse(of: Windowed, countMax: number, pick: "greatest" | "least" = "greatest"): Windowed {
  const each = Math.max(1, Math.ceil(of.values.length / countMax));
  const values: (number | null)[] = [];
  for (let i = 0; i < of.values.length; i += each) {
    let kept: number | null = null;
    for (const value of of.values.slice(i, i + each)) {
      if (value === null) continue;
      if (kept === null || (pick === "greatest" ? value > kept : value < kept)) kept = value;
    }
    values.push(kept);
  }
  return { fromMs: of.fromMs, windowMs: each * of.windowMs, values };
}
