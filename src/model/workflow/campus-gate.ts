import { ANYWHERE, type CampusReach } from "../network/campus-reach.ts";
import type { RequestTable } from "../site/request-table.ts";
import type { Directory } from "./directory.ts";
import { kindOf, REPLY, toRegion } from "./mail.ts";

/** Between a region's edge and its campuses: what does not get in or out, where some are cut off. Nobody is told. */
export class CampusGate {
  private readonly region: number;
  private readonly directory: Directory;
  private readonly requests: RequestTable;
  private readonly reach: CampusReach | undefined;

  constructor(options: {
    region: number;
    directory: Directory;
    requests: RequestTable;
    reach?: CampusReach;
  }) {
    this.region = options.region;
    this.directory = options.directory;
    this.requests = options.requests;
    this.reach = options.reach;
  }

  /** Whether a call of one of this region's requests to a set of it is lost before its campus. */
  losesCall(slot: number, set: number): boolean {
    if (this.reach === undefined) return false;
    return this.reach.losesCall(this.campusOf(set), this.region, this.serverAt(this.reach, slot));
  }

  /** The same of a call that comes from another region. */
  losesCallFrom(region: number, set: number): boolean {
    return this.reach?.losesCall(this.campusOf(set), region) === true;
  }

  /** Whether what an IDC's district sends is lost on its way out; of an answer, the request it is for. */
  losesAnswer(district: number, arg: number, slot: number): boolean {
    if (this.reach === undefined) return false;
    const isOwn = kindOf(arg) === REPLY && toRegion(arg) === this.region;
    const to = isOwn ? this.serverAt(this.reach, slot) : ANYWHERE;
    return this.reach.losesAnswer(this.campusAt(district), toRegion(arg), to);
  }

  private serverAt(reach: CampusReach, slot: number): number {
    return reach.campusOf(this.requests.entry(slot), this.requests.enteredMs(slot));
  }

  private campusOf(set: number): number {
    return this.campusAt(this.directory.setDistrict[set] as number);
  }

  /** Edges come first among the districts, campuses after them. */
  private campusAt(district: number): number {
    return district - this.directory.edgeDistrict.length;
  }
}
