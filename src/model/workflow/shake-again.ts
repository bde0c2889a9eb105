import type { Distribution } from "../../kernel/distribution.ts";
import type { RandomStream } from "../../kernel/random.ts";
import type { RequestTable } from "../site/request-table.ts";
import type { Journey } from "./journey.ts";
import { SHAKE } from "./step.ts";
import { NOT_REFUSED } from "./step-workflow.ts";

/**
 * People who shake again when nothing happens: a shake that has failed, or met a busy page, is followed by another one
 * of the same user, a request of its own. They come on top of the curve, which counts what people do who get answers.
 */
export class ShakeAgain {
  private readonly requests: RequestTable;
  private readonly journey: Journey;
  private readonly afterFailure: number;
  private readonly afterBusy: number;
  private readonly pause: Distribution;
  private readonly untilMs: number;
  private readonly stream: RandomStream;

  constructor(options: {
    requests: RequestTable;
    journey: Journey;
    /** Share of users who shake again after no answer or an error page, and after a busy page, 0..1. */
    afterFailure: number;
    afterBusy: number;
    /** From the disappointment to the next shake [ms]. */
    pause: Distribution;
    /** Nobody shakes from then on [ms]. */
    untilMs: number;
    stream: RandomStream;
  }) {
    this.requests = options.requests;
    this.journey = options.journey;
    this.afterFailure = options.afterFailure;
    this.afterBusy = options.afterBusy;
    this.pause = options.pause;
    this.untilMs = options.untilMs;
    this.stream = options.stream;
  }

  /** A shake ended at atMs without an answer. */
  ended(slot: number, atMs: number, refusedBy: number): void {
    const { requests, stream } = this;
    if (!stream.chance(refusedBy === NOT_REFUSED ? this.afterFailure : this.afterBusy)) return;
    const againMs = atMs + this.pause.sample(stream);
    if (againMs >= this.untilMs) return;
    const again = requests.take(SHAKE, requests.entry(slot), requests.path(slot));
    requests.setMember(again, requests.member(slot));
    this.journey.begin(again, againMs, againMs - atMs);
    const { countFromMs, tallies } = this.journey.parts;
    if (againMs >= countFromMs) tallies.counts[requests.entry(slot)]?.again(SHAKE);
  }
}
