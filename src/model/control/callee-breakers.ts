import type { CircuitBreaker } from "./breaker.ts";

/**
 * The breakers of a region's access layer, for calls about orders that exist: these have one set to go to, and no mask
 * keeps them away from it. The access servers of a region share what they learn.
 */
export class CalleeBreakers {
  readonly breakers: readonly CircuitBreaker[];
  /** By set: the number of the breaker before it; -1 where there is none. */
  private readonly before: Int16Array;

  constructor(breakers: readonly CircuitBreaker[], before: readonly number[]) {
    this.breakers = breakers;
    this.before = Int16Array.from(before);
  }

  /** Whether a call to this set may be made at nowMs; then it has to be reported. */
  admits(set: number, nowMs: number): boolean {
    return this.breakers[this.before[set] as number]?.admits(nowMs) ?? true;
  }

  /** Whether this set's calls are not stopped at present. */
  isClosed(set: number): boolean {
    return this.breakers[this.before[set] as number]?.isClosed ?? true;
  }

  /** The outcome, at nowMs, of a call to this set made at calledMs. */
  report(set: number, ok: boolean, calledMs: number, nowMs: number): void {
    this.breakers[this.before[set] as number]?.report(ok, calledMs, nowMs);
  }
}
