import { STEP_COUNT } from "../workflow/step.ts";

/**
 * What requests cost behind the access servers, by step, as one region's edge sees it; all edges' together is the whole.
 *
 * A *hop* is one message from one place to another: access layer to IDC or back, out of an IDC, over one line. A handset's
 * own messages are none. Whatever a line swallows was sent all the same.
 */
export class ChainCounts {
  /** Requests whose first attempt came off the air here, but for those that `Shake` takes without an event. */
  readonly requests = new Float64Array(STEP_COUNT);
  /** Round trips begun here: calls, and what comes before them. */
  readonly roundTrips = new Float64Array(STEP_COUNT);
  readonly hops = new Float64Array(STEP_COUNT);
  /** Messages put on a line here, and their bytes; one that crosses two lines is two. */
  readonly lineMessages = new Float64Array(STEP_COUNT);
  readonly lineBytes = new Float64Array(STEP_COUNT);

  request(step: number): void {
    this.requests[step] = (this.requests[step] as number) + 1;
  }

  trip(step: number, trips: number): void {
    this.roundTrips[step] = (this.roundTrips[step] as number) + trips;
  }

  hop(step: number, hops = 1): void {
    this.hops[step] = (this.hops[step] as number) + hops;
  }

  /** A message of so many bytes was put on a line: a hop, too. */
  line(step: number, bytes: number): void {
    this.hop(step);
    this.lineMessages[step] = (this.lineMessages[step] as number) + 1;
    this.lineBytes[step] = (this.lineBytes[step] as number) + bytes;
  }
}
