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
