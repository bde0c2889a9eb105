import type { RandomStream } from "../../kernel/random.ts";

export interface ClientPolicy {
  /** How long a handset waits for the answer to one attempt, by access type [ms]. */
  timeoutMs: readonly number[];
  /** Tries after the first. */
  retries: number;
  /** Pause before the first retry [ms]. */
  retryPauseMs: number;
  /** By what each further pause is longer than the one before; default 2. */
  retryPauseGrowth?: number;
  /** Longest pause, before jitter [ms]; default none. */
  retryPauseMaxMs?: number;
  /** The pause is drawn from (1 - jitter, 1 + jitter) times its length, so that clients do not return in step. */
  jitterShare: number;
  /** Whether a busy page is tried again like silence. */
  retryWhenBusy: boolean;
}

/**
 * What a handset does when its attempt is not answered: waits for its deadline, pauses, tries again, gives up.
 * Defaults follow the first-packet timeouts of Mars, WeChat's open-sourced client network library (2016).
 */
export class Client {
  private readonly policy: ClientPolicy;

  constructor(policy: ClientPolicy) {
    this.policy = policy;
  }

  /** When an attempt that left at attemptMs is given up [ms]. */
  deadlineMs(attemptMs: number, access: number): number {
    return attemptMs + (this.policy.timeoutMs[access] as number);
  }

  /** Whether a request that has been tried `attempts` times without an answer is tried again. */
  triesAgain(attempts: number): boolean {
    return attempts <= this.policy.retries;
  }

  /** Whether a request that has been tried `attempts` times and was told "busy" is tried again. */
  triesAgainWhenBusy(attempts: number): boolean {
    return this.policy.retryWhenBusy && this.triesAgain(attempts);
  }

  /** Pause before the next attempt of a request that has been tried `attempts` times [ms]. */
  pauseMs(attempts: number, stream: RandomStream): number {
    const { retryPauseMs, retryPauseGrowth = 2, retryPauseMaxMs, jitterShare } = this.policy;
    const grownMs = retryPauseMs * retryPauseGrowth ** (attempts - 1);
    const pauseMs = Math.min(grownMs, retryPauseMaxMs ?? grownMs);
    return pauseMs * (1 + jitterShare * (2 * stream.uniform() - 1));
  }
}
