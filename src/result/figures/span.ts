/** A stretch of simulated time, [fromMs, toMs) since clock.start. */
export interface Span {
  fromMs: number;
  toMs: number;
}
