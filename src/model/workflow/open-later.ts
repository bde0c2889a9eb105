import type { Distribution } from "../../kernel/distribution.ts";
import type { RandomStream } from "../../kernel/random.ts";
import type { RequestTable } from "../site/request-table.ts";
import type { Journey } from "./journey.ts";
import { OPEN } from "./step.ts";

/** People who were told "later" when they opened their share, and open it again after a while, until the night is over. */
export class OpenLater {
  private readonly requests: RequestTable;
  private readonly journey: Journey;
  private readonly share: number;
  private readonly pause: Distribution;
  private readonly untilMs: number;
  private readonly stream: RandomStream;

  constructor(options: {
    requests: RequestTable;
    journey: Journey;
    /** Share of those told who come back, each time, 0..1. */
    share: number;
    /** From the page that says so to the next try [ms]. */
    pause: Distribution;
    /** Nobody comes back from then on [ms]. */
    untilMs: number;
    stream: RandomStream;
  }) {
    this.requests = options.requests;
    this.journey = options.journey;
    this.share = options.share;
    this.pause = options.pause;
    this.untilMs = options.untilMs;
    this.stream = options.stream;
  }

  /** An opening was told "later" at atMs. */
  told(slot: number, atMs: number): void {
    const { stream, journey, requests } = this;
    if (!stream.chance(this.share)) return;
    const againMs = atMs + this.pause.sample(stream);
    if (againMs >= this.untilMs) return;
    journey.begin(requests.takeNext(OPEN, slot), againMs, againMs - atMs);
    const { countFromMs, tallies } = journey.parts;
    if (againMs >= countFromMs) tallies.counts[requests.entry(slot)]?.again(OPEN);
  }
}
