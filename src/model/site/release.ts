import { BucketRelease } from "./bucket-release.ts";
import { EvenRelease } from "./even-release.ts";
import { RemainingRelease } from "./remaining-release.ts";

/** How packets become due that nobody asked for in time. */
export type Pace =
  /** They are kept, and due at once. */
  | { kind: "even" }
  /** So many are kept; those beyond are not given at all. */
  | { kind: "tokenBucket"; burst: number }
  /** They are spread over the time that is left. */
  | { kind: "remaining" };

export interface ReleaseParams {
  /** Packets that this access server releases, while a window lasts [1/s]. */
  rateRps: number;
  /** When packets are released, ascending and apart: the rounds. */
  windows: readonly { fromMs: number; toMs: number }[];
  /** Part of a packet already due at the start, 0 to less than 1: drawn, so that servers are not in step. */
  credit?: number;
}

/**
 * Paced release of packets by one access server: whoever asks first once a packet is due has it. However many ask, no
 * more are given than the integral of the rate over the rounds.
 *
 * Not modelled: a plan pushed to servers late.
 */
export interface Release {
  /** Packets given so far. */
  readonly given: number;
  /** Takes a packet for a shake at nowMs, if one is due. */
  take(nowMs: number): boolean;
  /** Whether a packet is due at nowMs; calls in the order of time. False outside the rounds. */
  isDue(nowMs: number): boolean;
}

/** @throws RangeError for a rate, a credit or a bucket that cannot be. */
export function createRelease(params: ReleaseParams, pace: Pace = { kind: "even" }): Release {
  switch (pace.kind) {
    case "even":
      return new EvenRelease(params);
    case "tokenBucket":
      return new BucketRelease(params, pace.burst);
    case "remaining":
      return new RemainingRelease(params);
  }
}
