/** What does not get through to a campus: calls into it, answers out of it, or both. */
export type CutWay = "in" | "out" | "both";

/**
 * Which campuses of a region its edge reaches on behalf of which region's access servers. A campus that is cut off lives:
 * its sets answer whom they still hear, its consumers go on. Whoever is not heard learns nothing of it but silence.
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

  constructor(campuses: number, regions: number) {
    this.regions = regions;
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

  /** Whether a call of a region's access server is lost on its way into the campus, now. */
  losesCall(campus: number, region: number): boolean {
    if (this.into[campus * this.regions + region] === 0) return false;
    this.lostCalls[campus] = (this.lostCalls[campus] as number) + 1;
    return true;
  }

  /** Whether what a campus sends to a region is lost, now. */
  losesAnswer(campus: number, region: number): boolean {
    if (this.outOf[campus * this.regions + region] === 0) return false;
    this.lostAnswers[campus] = (this.lostAnswers[campus] as number) + 1;
    return true;
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
