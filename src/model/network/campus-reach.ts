/** No campus in particular. */
export const ANYWHERE = -1;

/** What does not get through to a campus: calls into it, answers out of it, or both. */
export type CutWay = "in" | "out" | "both";

/** A campus where access servers of a carrier stand, and the cumulative share of them, the last one 1. */
export interface Standing {
  campus: number;
  upTo: number;
}

/**
 * Which campuses of a region its edge reaches on behalf of which region's access servers. A campus that is cut off lives:
 * its sets answer whom they still hear, its consumers go on. Whoever is not heard learns nothing of it but silence.
 *
 * Two campuses of one region may be cut from each other, too: then calls of the access servers in the one to sets in the
 * other are lost, and answers. Which server a request is at is settled by when it came: as likely as servers stand there.
 *
 * What is between edge and campus at the moment of the cut, less than a millisecond's worth, still arrives.
 */
export class CampusReach {
  /** Messages lost, by campus: calls that did not get in, answers (and packets to be shown) that did not get out. */
  readonly lostCalls: Float64Array;
  readonly lostAnswers: Float64Array;

  private readonly regions: number;
  /** By campus and region: how many cuts there are. */
  private readonly into: Int32Array;
  private readonly outOf: Int32Array;
  /** By campus and campus: how many cuts there are, and how many in all. */
  private readonly apart: Int32Array;
  private apartNow = 0;
  private readonly campuses: number;
  private readonly standing: readonly (readonly Standing[])[];

  /** @param standing where the region's access servers stand, by carrier entry */
  constructor(campuses: number, regions: number, standing: readonly (readonly Standing[])[] = []) {
    this.regions = regions;
    this.campuses = campuses;
    this.standing = standing;
    this.apart = new Int32Array(campuses * campuses);
    this.into = new Int32Array(campuses * regions);
    this.outOf = new Int32Array(campuses * regions);
    this.lostCalls = new Float64Array(campuses);
    this.lostAnswers = new Float64Array(campuses);
  }

  cut(campus: number, regions: readonly number[], way: CutWay): void {
    this.change(campus, regions, way, 1);
  }

  /** One cut ends. */
  mend(campus: number, regions: readonly number[], way: CutWay): void {
    this.change(campus, regions, way, -1);
  }

  /** Two campuses reach each other no more, for one more reason, or for one less. */
  part(a: number, b: number, by: 1 | -1): void {
    this.apartNow += by;
    for (const at of [a * this.campuses + b, b * this.campuses + a])
      this.apart[at] = (this.apart[at] as number) + by;
  }

  /** Campus of the access server that a request is at, which came there at enteredMs; `ANYWHERE` while that is all the same. */
  campusOf(entry: number, enteredMs: number): number {
    if (this.apartNow === 0) return ANYWHERE;
    // What is left of a time behind its microseconds is as good as a draw, and the same whenever it is asked for.
    const u = (enteredMs * 1000) % 1;
    const campuses = this.standing[entry] as readonly Standing[];
    return (campuses.find(({ upTo }) => u < upTo) ?? (campuses.at(-1) as Standing)).campus;
  }

  /** Whether a call of a region's access server is lost on its way into the campus, now; from a campus where that is known. */
  losesCall(campus: number, region: number, from: number = ANYWHERE): boolean {
    if (this.into[campus * this.regions + region] === 0 && !this.areApart(campus, from)) return false;
    this.lostCalls[campus] = (this.lostCalls[campus] as number) + 1;
    return true;
  }

  /** Whether what a campus sends to a region is lost, now; to a campus where that is known. */
  losesAnswer(campus: number, region: number, to: number = ANYWHERE): boolean {
    if (this.outOf[campus * this.regions + region] === 0 && !this.areApart(campus, to)) return false;
    this.lostAnswers[campus] = (this.lostAnswers[campus] as number) + 1;
    return true;
  }

  private areApart(a: number, b: number): boolean {
    return b !== ANYWHERE && this.apart[a * this.campuses + b] !== 0;
  }

  private change(campus: number, regions: readonly number[], way: CutWay, by: number): void {
    const ways = [way === "out" ? undefined : this.into, way === "in" ? undefined : this.outOf];
    for (const cuts of ways) {
      if (cuts === undefined) continue;
      for (const region of regions) {
        const at = campus * this.regions + region;
        cuts[at] = (cuts[at] as number) + by;
      }
    }
  }
}
