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

/** A draw is looked up in one of so many equal parts first. */
const PARTS = 256;

/**
 * On which paths messages travel whose access types have these weights: each type has a stretch of [0, 1) as long as its
 * share, and a guide says which type's stretch a part begins in (Chen and Asau 1974).
 */
export class PathMix {
  private readonly access: readonly AccessType[];
  /** Where each type's stretch begins and ends, and 1 / its length. */
  private readonly from: Float64Array;
  private readonly upTo: Float64Array;
  private readonly inverse: Float64Array;
  private readonly guide = new Uint8Array(PARTS);

  /** @throws RangeError for weights below 0, or all of them 0 */
  constructor(weights: readonly number[], access: readonly AccessType[], name: string) {
    const sum = weights.reduce((total, weight) => total + weight, 0);
    if (!(sum > 0) || weights.some((weight) => !(weight >= 0))) {
      throw new RangeError(`${name}: the access mix needs weights >= 0, one of them > 0`);
    }
    this.access = access;
    let upTo = 0;
    this.upTo = Float64Array.from(weights, (weight) => (upTo += weight / sum));
    // Rounding may leave the last that has any weight a little short.
    this.upTo.fill(
      1,
      weights.findLastIndex((weight) => weight > 0),
    );
    this.from = this.upTo.map((_, type) => (type === 0 ? 0 : (this.upTo[type - 1] as number)));
    this.inverse = this.upTo.map((end, type) => 1 / (end - (this.from[type] as number)));
    for (let part = 0; part < PARTS; part++)
      this.guide[part] = this.upTo.findIndex((end) => part / PARTS < end);
  }

  /** The path of a uniform draw. */
  pathAt(draw: number): number {
    let type = this.guide[(draw * PARTS) | 0] as number;
    while (draw >= (this.upTo[type] as number)) type++;
    // Where the draw falls in the type's stretch is uniform again: it places the attempt in the law of round trips.
    const p = (draw - (this.from[type] as number)) * (this.inverse[type] as number);
    return pathOf(type, (this.access[type] as AccessType).rttMs(p));
  }
}
