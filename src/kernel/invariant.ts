/** What is known about the moment at which an invariant broke. */
export interface InvariantContext {
  /** Simulated time [ms]. */
  timeMs?: number;
  /** Seed of the run, when the part knows it. */
  seed?: string;
}

/**
 * A broken invariant: a fault of this program or of the code that drives it, never of a scenario file.
 * The message names the part, the simulated time and the seed, so that one line is enough to replay it.
 */
export class InvariantError extends Error {
  override readonly name = "InvariantError";
  readonly part: string;
  readonly timeMs: number | undefined;
  readonly seed: string | undefined;

  constructor(part: string, problem: string, context: InvariantContext = {}) {
    const at = context.timeMs === undefined ? "" : ` at ${context.timeMs} ms`;
    const seed = context.seed === undefined ? "" : ` (seed ${context.seed})`;
    super(`${part}${at}: ${problem}${seed}`);
    this.part = part;
    this.timeMs = context.timeMs;
    this.seed = context.seed;
  }
}
