import type { RandomStream } from "../../kernel/random.ts";
import type { GilbertElliott } from "./gilbert-elliott.ts";

/** In a burst that does not end, a sender gives up after so many, as Linux's TCP does. */
export const RETRANSMISSIONS_MAX = 15;

/**
 * What the retransmissions of a lost message add to its time [ms]: the first timeout, twice as much, and so on until one
 * gets through. In the mean q / (1 - 2q) first timeouts over all messages, the lost and the others.
 *
 * @param loss share of the messages that are lost, below 0.5
 * @param draw a uniform draw below `loss`: given that, draw / loss is uniform again, so one draw tells all
 */
export function retransmissionMs(firstTimeoutMs: number, loss: number, draw: number): number {
  let timeoutMs = firstTimeoutMs;
  let waitedMs = 0;
  let u = draw;
  while (u < loss) {
    waitedMs += timeoutMs;
    timeoutMs *= 2;
    u /= loss;
  }
  return waitedMs;
}

/**
 * The same for a message whose first sending was lost on a channel that loses in bursts: each sending is one more message of
 * the channel's. On Gilbert's (which loses all while it is bad, and nothing else) a lost one is lost again with 1 - r, r the
 * chance to turn good, so that the mean over all messages is p / (p + r) / (2r - 1) first timeouts.
 *
 * @param channel what one handset's looks like; its state is left wherever this message ends
 */
export function burstRetransmissionMs(
  firstTimeoutMs: number,
  channel: GilbertElliott,
  stream: RandomStream,
): number {
  let timeoutMs = firstTimeoutMs;
  let waitedMs = 0;
  channel.settleAfterLoss(stream);
  for (let sent = 0; sent < RETRANSMISSIONS_MAX; sent++) {
    waitedMs += timeoutMs;
    timeoutMs *= 2;
    if (!channel.loses(stream)) break;
  }
  return waitedMs;
}
