import { openStream, type RandomStream } from "../kernel/random.ts";
import { type Axis, countOf, valuesOf } from "./axis.ts";

/** How values of several axes are put together: each with each; the n-th of each; so many at random. */
export type Design = { kind: "grid" } | { kind: "list" } | { kind: "random"; points: number; seed: string };

/** One value for each axis, in their order, as --set takes them. */
export type PointValues = readonly string[];

/** More points than anybody waits for are a slip. */
export const POINTS_MAX = 100_000;

/**
 * The points of a sweep. Random ones are a Latin hypercube (McKay, Beckman, Conover 1979): each axis is cut into as
 * many strata as there are points, and each stratum is met once. Points that come twice are left out.
 *
 * @throws RangeError where there are too many, or lists of unequal length.
 */
export function pointsOf(axes: readonly Axis[], design: Design): PointValues[] {
  const sizes = axes.map(countOf);
  switch (design.kind) {
    case "grid": {
      const points = sizes.reduce((product, size) => product * size, 1);
      if (points > POINTS_MAX) throw new RangeError(`the grid has ${points} points, at most ${POINTS_MAX}`);
      return unique(grid(axes.map(valuesOf)));
    }
    case "list": {
      const [length = 0] = sizes;
      const other = axes[sizes.findIndex((size) => size !== length)];
      if (other !== undefined)
        throw new RangeError(`a list takes as many values of each: ${lengths(axes, sizes)}`);
      const columns = axes.map(valuesOf);
      return unique(Array.from({ length }, (_, i) => columns.map((column) => column[i] ?? "")));
    }
    case "random": {
      const { points, seed } = design;
      if (points > POINTS_MAX) throw new RangeError(`${points} points are too many, at most ${POINTS_MAX}`);
      const columns = axes.map((axis) => strata(axis, points, openStream(seed, `sweep/${axis.path}`)));
      return unique(Array.from({ length: points }, (_, i) => columns.map((column) => column[i] ?? "")));
    }
  }
}

/** The first axis moves slowest, as nested loops do. */
function grid(columns: readonly (readonly string[])[]): string[][] {
  const none: string[][] = [[]];
  return columns.reduce(
    (rows, column) => rows.flatMap((row) => column.map((value) => [...row, value])),
    none,
  );
}

function lengths(axes: readonly Axis[], sizes: readonly number[]): string {
  return axes.map(({ path }, i) => `${path} has ${sizes[i]}`).join(", ");
}

/** A value out of each of `points` equal strata of an axis, in random order. */
function strata({ items }: Axis, points: number, stream: RandomStream): string[] {
  const order = Array.from({ length: points }, (_, i) => i);
  for (let i = points - 1; i > 0; i--) {
    const j = Math.floor(stream.uniform() * (i + 1));
    [order[i], order[j]] = [order[j] as number, order[i] as number];
  }
  return order.map((stratum) => {
    const at = ((stratum + stream.uniform()) / points) * items.length;
    const item = items[Math.min(items.length - 1, Math.floor(at))] as Axis["items"][number];
    if (typeof item === "string") return item;
    const { low, high, whole, text } = item;
    const share = at - Math.floor(at);
    return text(
      whole ? Math.min(high, low + Math.floor(share * (high - low + 1))) : low + share * (high - low),
    );
  });
}

function unique(points: readonly string[][]): string[][] {
  return [...new Map(points.map((point) => [JSON.stringify(point), point])).values()];
}
