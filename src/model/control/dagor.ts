import type { RandomStream } from "../../kernel/random.ts";
import { NoControl } from "./no-control.ts";
import { ToldAhead } from "./told-ahead.ts";

export interface DagorParams {
  kind: "dagor";
  /** Mean queue wait above which a server is overloaded [ms]. */
  thresholdMs: number;
  /** A window ends after this long, or after so many requests. */
  windowMs: number;
  windowRequests: number;
  /** Share of the admitted requests by which the next window's are fewer after overload, 0..1. */
  decrease: number;
  /** Share of the requests that came by which the next window's are more else, 0..1. */
  increase: number;
  /** Priorities there are, of business and user together; 0 is the most important. */
  levels: number;
  /** When the first window ends [ms]; servers that decide by themselves are not in step. Default windowMs. */
  firstWindowMs?: number;
}

/**
 * DAGOR (Zhou et al., SoCC 2018), WeChat's overload control: requests carry a priority, the server an admission level,
 * and whoever is less important than the level is refused. Once a window (a second or 2,000 requests) the mean queue
 * wait says whether the server is overloaded; a histogram of the priorities that came says which level lets
 * (1 - decrease) of the requests just admitted through, or else increase x all that came more than those.
 *
 * Callers who know the level keep back what would be refused, so nothing above it comes any more. A level is then
 * taken to be as full as when it was seen last; else the first good window would open the door to all at once.
 */
export class Dagor extends NoControl {
  override readonly levelMax: number;
  override level: number;
  override rejectShare = 0;

  private readonly params: DagorParams;
  /** Requests of the present window, by priority; and of each priority in the window in which it was seen last. */
  private readonly came: Float64Array;
  private readonly lastSeen: Float64Array;
  private readonly waits = new ToldAhead();
  private count = 0;
  private admitted = 0;
  private windowEndMs: number;

  /** @throws RangeError for parameters with which no level could be found. */
  constructor(params: DagorParams) {
    super();
    const { windowMs, windowRequests, decrease, increase, levels } = params;
    if (
      !(windowMs > 0 && windowRequests >= 1 && decrease > 0 && decrease < 1 && increase > 0 && levels >= 2)
    ) {
      throw new RangeError(`DAGOR: a window, a change both ways and two levels are needed`);
    }
    this.params = params;
    this.levelMax = levels - 1;
    this.level = this.levelMax;
    this.came = new Float64Array(levels);
    this.lastSeen = new Float64Array(levels);
    this.windowEndMs = params.firstWindowMs ?? windowMs;
  }

  override admit(nowMs: number, _stream: RandomStream, priority = 0): boolean {
    if (nowMs >= this.windowEndMs || this.count >= this.params.windowRequests) this.closeWindow(nowMs);
    const at = Math.min(priority, this.levelMax);
    this.came[at] = (this.came[at] as number) + 1;
    this.count++;
    if (at > this.level) return false;
    this.admitted++;
    return true;
  }

  override observe(waitMs: number, startMs: number): void {
    this.waits.tell(startMs, waitMs);
  }

  private closeWindow(nowMs: number): void {
    const { params, waits, came, lastSeen, count } = this;
    waits.until(nowMs);
    const overloaded = waits.count > 0 && waits.sum / waits.count > params.thresholdMs;
    for (let priority = 0; priority <= this.levelMax; priority++) {
      const here = came[priority] as number;
      if (priority <= this.level || here > 0) lastSeen[priority] = here;
    }
    if (overloaded) this.lower((1 - params.decrease) * this.admitted);
    else this.raise(this.admitted + params.increase * count);
    came.fill(0);
    this.rejectShare = this.shareAbove();
    this.count = 0;
    this.admitted = 0;
    this.windowEndMs = nowMs + params.windowMs;
  }

  /** Down to the highest level that lets no more than `expected` through; the most important are always let in. */
  private lower(expected: number): void {
    let through = this.admitted;
    while (through > expected && this.level > 0) through -= this.lastSeen[this.level--] as number;
  }

  /** Up to the lowest level that lets `expected` through, one level at least. */
  private raise(expected: number): void {
    let through = this.admitted;
    do {
      if (this.level === this.levelMax) return;
      through += this.lastSeen[++this.level] as number;
    } while (through < expected);
  }

  /** Share of the requests, as far as they were seen, that are less important than the level. */
  private shareAbove(): number {
    let all = 0;
    let above = 0;
    for (let priority = 0; priority <= this.levelMax; priority++) {
      const seen = this.lastSeen[priority] as number;
      all += seen;
      if (priority > this.level) above += seen;
    }
    return all > 0 ? above / all : 0;
  }
}
