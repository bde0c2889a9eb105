import type { Distribution } from "../../kernel/distribution.ts";
import type { RandomStream } from "../../kernel/random.ts";
import type { Journey } from "./journey.ts";

export interface ComeBackOptions {
  journey: Journey;
  /** From the answer that disappoints to the next try [ms]. */
  pause: Distribution;
  /** Nobody comes back from then on [ms]. */
  untilMs: number;
  stream: RandomStream;
}

/** People who got nothing and ask again after a while, with a request of its own, on top of what curves and packets bring. */
export class ComeBack {
  private readonly journey: Journey;
  private readonly pause: Distribution;
  private readonly untilMs: number;
  private readonly stream: RandomStream;

  constructor({ journey, pause, untilMs, stream }: ComeBackOptions) {
    this.journey = journey;
    this.pause = pause;
    this.untilMs = untilMs;
    this.stream = stream;
  }

  /** When one of whom this share comes back, disappointed at atMs, asks again [ms]; Infinity: not any more. */
  againMs(atMs: number, share: number): number {
    if (!this.stream.chance(share)) return Number.POSITIVE_INFINITY;
    const againMs = atMs + this.pause.sample(this.stream);
    return againMs < this.untilMs ? againMs : Number.POSITIVE_INFINITY;
  }

  /** The new request begins at againMs. */
  begin(slot: number, atMs: number, againMs: number): void {
    const { requests, countFromMs, tallies } = this.journey.parts;
    this.journey.begin(slot, againMs, againMs - atMs);
    if (againMs >= countFromMs) tallies.counts[requests.entry(slot)]?.again(requests.step(slot));
  }
}
