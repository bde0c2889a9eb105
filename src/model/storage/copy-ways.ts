/** One-way times between the places where a group's copies and its callers stand, where the legs do not hold them [ms]. */
export interface CopyPlaces {
  /** From the callers to each copy. */
  fromCallersMs: readonly number[];
  /** From each copy to each. */
  betweenMs: readonly (readonly number[])[];
}

/**
 * What the way there adds to each leg, by copy: of a caller who asks the copies himself, or of one who asks a primary that
 * sends on to the others.
 */
export class CopyWays {
  readonly directMs: Float64Array;
  private readonly throughMs: readonly Float64Array[];

  /** @param places absent: the legs hold the ways */
  constructor(copies: number, places?: CopyPlaces) {
    this.directMs = Float64Array.from(places?.fromCallersMs ?? new Float64Array(copies));
    this.throughMs = Array.from({ length: copies }, (_, primary) =>
      this.directMs.map(
        (_, copy) => (this.directMs[primary] as number) + (places?.betweenMs[primary]?.[copy] ?? 0),
      ),
    );
  }

  /** By copy, of what a primary sends on. */
  through(primary: number): Float64Array {
    return this.throughMs[primary] as Float64Array;
  }
}
