import { WindowedCounts } from "../../stats/time-series.ts";
import { STEP_COUNT } from "../workflow/step.ts";

/** What is counted of each step, each window. */
export const OFFERED = 0;
export const ATTEMPTS = 1;
export const FULL = 2;
export const DEGRADED = 3;
export const REFUSED = 4;
export const FAILED = 5;
export const COLUMNS = 6;

/**
 * Who refuses: the access server's overload control, the set's, the packet's own queue, the access layer early, for it
 * knows that the set would, a ladder that has given up the step itself; or nobody who refuses, but a page that says
 * "later", for what is asked lives in a set that cannot do it now.
 */
export const REFUSERS = ["access", "set", "packet", "early", "ladder", "later"] as const;
export const REFUSED_BY_ACCESS = 0;
export const REFUSED_BY_SET = 1;
export const REFUSED_BY_PACKET = 2;
export const REFUSED_EARLY = 3;
export const REFUSED_BY_LADDER = 4;
export const TOLD_LATER = 5;

/** Why there was no good answer in time. */
export const FAILURES = ["timeout", "carrier", "access", "call", "storage"] as const;
/** The answer came after the client had given up. */
export const FAILED_TIMEOUT = 0;
/** Lost in the carrier's network: overflow or outage. */
export const FAILED_CARRIER = 1;
/** The access cluster was gone. */
export const FAILED_ACCESS = 2;
/** The call to the set was not answered within its deadline: line cut, IDC lost, set too slow. */
export const FAILED_CALL = 3;
/** The set answered that its database is not available. */
export const FAILED_STORAGE = 4;

/** What answers said, over all steps. */
export const OUTCOMES = ["noLuck", "won", "sent", "granted", "empty", "opened", "gone", "shared"] as const;
export const NO_LUCK = 0;
export const WON = 1;
export const SENT = 2;
export const GRANTED = 3;
export const EMPTY = 4;
export const OPENED = 5;
/** The share was not there any more when it was opened (lapsed, or never reserved). */
export const GONE = 6;
export const SHARED = 7;

/**
 * Counts of one district's requests: per step and window what was offered, tried, answered, refused and failed,
 * and per step by whom, why and with what outcome. Simulated counts, not multiplied by the scale.
 *
 * A request is offered in the window in which its first attempt leaves the handset, and ends in the window in
 * which the handset learns of it (or gives up).
 */
export class StepCounts {
  readonly windows: WindowedCounts;
  /** Offered by users whose request before had brought nothing, by step [requests] */
  readonly offeredAgain = new Float64Array(STEP_COUNT);
  /** step x who refused [requests] */
  readonly refusedBy = new Float64Array(STEP_COUNT * REFUSERS.length);
  /** step x why failed [requests] */
  readonly failedBy = new Float64Array(STEP_COUNT * FAILURES.length);
  /** step x outcome [requests] */
  readonly outcomes = new Float64Array(STEP_COUNT * OUTCOMES.length);

  /** @param windowMs width of a window [ms] */
  constructor(windowMs: number) {
    this.windows = new WindowedCounts(STEP_COUNT * COLUMNS, windowMs);
  }

  count(step: number, column: number, timeMs: number): void {
    this.windows.add(step * COLUMNS + column, timeMs, 1);
  }

  /** A request is offered, and its first attempt made. */
  began(step: number, timeMs: number): void {
    this.windows.addTwo(step * COLUMNS + OFFERED, timeMs);
  }

  /** A user whose request has brought nothing will make another one. */
  again(step: number): void {
    this.offeredAgain[step] = (this.offeredAgain[step] as number) + 1;
  }

  answered(step: number, column: number, outcome: number, timeMs: number): void {
    this.windows.add(step * COLUMNS + column, timeMs, 1);
    const at = step * OUTCOMES.length + outcome;
    this.outcomes[at] = (this.outcomes[at] as number) + 1;
  }

  /** As `answered`, for the first n of each. */
  answeredAll(
    step: number,
    columns: Int32Array,
    outcomes: Int32Array,
    timesMs: Float64Array,
    n: number,
  ): void {
    this.windows.addAll(columns, step * COLUMNS, timesMs, n);
    for (let i = 0; i < n; i++) {
      const at = step * OUTCOMES.length + (outcomes[i] as number);
      this.outcomes[at] = (this.outcomes[at] as number) + 1;
    }
  }

  refused(step: number, by: number, timeMs: number): void {
    this.windows.add(step * COLUMNS + REFUSED, timeMs, 1);
    const at = step * REFUSERS.length + by;
    this.refusedBy[at] = (this.refusedBy[at] as number) + 1;
  }

  failed(step: number, why: number, timeMs: number): void {
    this.windows.add(step * COLUMNS + FAILED, timeMs, 1);
    const at = step * FAILURES.length + why;
    this.failedBy[at] = (this.failedBy[at] as number) + 1;
  }

  /** Adds all that another district has counted. */
  merge(other: StepCounts): void {
    this.windows.merge(other.windows);
    add(this.offeredAgain, other.offeredAgain);
    add(this.refusedBy, other.refusedBy);
    add(this.failedBy, other.failedBy);
    add(this.outcomes, other.outcomes);
  }
}

function add(into: Float64Array, from: Float64Array): void {
  for (let i = 0; i < into.length; i++) into[i] = (into[i] as number) + (from[i] as number);
}
