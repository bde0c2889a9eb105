import { Histogram } from "../../stats/histogram.ts";

/** Times with their mean, standard deviation and quantiles. */
export class Times {
  readonly histogram = new Histogram();
  private sum = 0;
  private squares = 0;

  add(ms: number): void {
    this.histogram.add(ms);
    this.sum += ms;
    this.squares += ms * ms;
  }

  /** NaN for fewer than two. */
  get sdMs(): number {
    const n = this.histogram.count;
    return Math.sqrt(Math.max(0, this.squares - (this.sum * this.sum) / n) / (n - 1));
  }
}

/** How a request can end unserved at a stop and be told so: no place, or sent away by the station's overload control. */
export type Loss = "refused" | "shed";

/** How it can end without a word: on the way, or out of patience. */
export type Silence = "lost" | "abandoned";

/** What became of the counted requests at a station, or on the whole path of a source. */
export class Passage {
  offered = 0;
  refused = 0;
  shed = 0;
  lost = 0;
  abandoned = 0;
  timedOut = 0;
  done = 0;
  /** How many waited at all. */
  waited = 0;
  /** Waits of those who were served or gave up. */
  readonly waits = new Times();
  /** From coming to leaving, of those who were served. */
  readonly responses = new Times();
  /** How many of those took at least so long. */
  readonly slower: readonly { readonly thanMs: number; n: number }[];

  constructor(slowerThanMs: readonly number[] = []) {
    this.slower = slowerThanMs.map((thanMs) => ({ thanMs, n: 0 }));
  }

  abandon(waitMs: number): void {
    this.abandoned++;
    this.wait(waitMs);
  }

  finish(waitMs: number, responseMs: number): void {
    this.done++;
    this.wait(waitMs);
    this.responses.add(responseMs);
    for (const slower of this.slower) if (responseMs >= slower.thanMs) slower.n++;
  }

  private wait(waitMs: number): void {
    if (waitMs > 0) this.waited++;
    this.waits.add(waitMs);
  }
}
