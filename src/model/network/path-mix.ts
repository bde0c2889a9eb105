import type { AccessType } from "./access-type.ts";

/** A path is type x this + half a round trip [ms], which is less: 17 minutes. */
const HALF_MAX_MS = 2 ** 20;
const TYPES_PER_MS = 1 / HALF_MAX_MS;

/** The access type of a path, an index of `ACCESS_TYPES`. */
export function accessOf(path: number): number {
  return (path * TYPES_PER_MS) | 0;
}

/** The path of this access type whose round trip takes rttMs, 17 minutes at most. */
export function pathOf(type: number, rttMs: number): number {
  return type * HALF_MAX_MS + Math.min(rttMs / 2, HALF_MAX_MS - 1);
}

/** Half of a path's round trip [ms]. */
export function halfMsOf(path: number): number {
  return path - accessOf(path) * HALF_MAX_MS;
}

/**
 * On which paths messages travel whose access types have these weights: an alias table (Walker 1977). keep[i] of column
 * i's draws stay, the others become alias[i].
 */
export class PathMix {
  private readonly access: readonly AccessType[];
  private readonly keep: Float64Array;
  private readonly alias: Uint8Array;

  /** @throws RangeError for weights below 0, or all of them 0 */
  constructor(weights: readonly number[], access: readonly AccessType[], name: string) {
    const table = aliasTable(weights, name);
    this.access = access;
    this.keep = table.keep;
    this.alias = table.alias;
  }

  /** The path of a uniform draw. */
  pathAt(draw: number): number {
    const x = draw * this.keep.length;
    const column = x | 0;
    const rest = x - column;
    const keep = this.keep[column] as number;
    // What is left of the draw is uniform again: it places the attempt in the law of round trips.
    const kept = rest < keep;
    const type = kept ? column : (this.alias[column] as number);
    const p = kept ? rest / keep : (rest - keep) / (1 - keep);
    return pathOf(type, (this.access[type] as AccessType).rttMs(p));
  }
}

function aliasTable(weights: readonly number[], name: string): { keep: Float64Array; alias: Uint8Array } {
  const n = weights.length;
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (!(sum > 0) || weights.some((weight) => !(weight >= 0))) {
    throw new RangeError(`${name}: the access mix needs weights >= 0, one of them > 0`);
  }
  const keep = Float64Array.from(weights, (weight) => (weight * n) / sum);
  const alias = new Uint8Array(n).map((_, i) => i);
  const poor = [...keep.keys()].filter((i) => (keep[i] as number) < 1);
  const rich = [...keep.keys()].filter((i) => (keep[i] as number) >= 1);
  while (poor.length > 0 && rich.length > 0) {
    const to = poor.pop() as number;
    const from = rich[rich.length - 1] as number;
    alias[to] = from;
    keep[from] = (keep[from] as number) - (1 - (keep[to] as number));
    if ((keep[from] as number) < 1) poor.push(rich.pop() as number);
  }
  // Rounding leaves columns that are full but for their last bit.
  for (const i of [...poor, ...rich]) keep[i] = 1;
  return { keep, alias };
}
