import type { Priorities } from "./priorities.ts";

/**
 * What callers know of their callees' admission levels: each answer, a busy page too, tells how many of the least
 * important priorities its sender refuses just then. What would be refused is not even sent, which spares the way there
 * and the callee's door (DAGOR's collaborative admission).
 *
 * The access servers of a region share what they learn here; real ones learn each for themselves.
 */
export class CalleeLevels {
  /** Calls that were not made. */
  keptBack = 0;
  private readonly priorities: Priorities;
  private readonly refused: Int32Array;

  constructor(callees: number, priorities: Priorities) {
    this.priorities = priorities;
    this.refused = new Int32Array(callees);
  }

  /** An answer of this callee has come, with its level. */
  learn(callee: number, levelsRefused: number): void {
    this.refused[callee] = levelsRefused;
  }

  /** Whether a request is kept back, for its callee would refuse it as far as is known. */
  keepsBack(callee: number, step: number, order: number, member: number, nowMs: number): boolean {
    const refused = this.refused[callee] as number;
    if (refused === 0) return false;
    if (this.priorities.of(step, order, member, nowMs) <= this.priorities.levelMax - refused) return false;
    this.keptBack++;
    return true;
  }
}
