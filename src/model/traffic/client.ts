import type { RandomStream } from "../../kernel/random.ts";
import type { RetryBudget } from "./retry-budget.ts";

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
  /** How long before its deadline a request says that work for it is too late; undefined: it says nothing [ms]. */
  deadlineReserveMs?: number;
}

/**
 * What a handset does when its attempt is not answered: waits for its deadline, pauses, tries again, gives up.
 * Defaults follow the first-packet timeouts of Mars, WeChat's open-sourced client network library (2016).
 */
export class Client {
  private readonly policy: ClientPolicy;
  private readonly budget: RetryBudget | undefined;

  /** @param budget what retries of all these handsets together are held to */
  constructor(policy: ClientPolicy, budget?: RetryBudget) {
    this.policy = policy;
    this.budget = budget;
  }

  /** A first attempt was sent. */
  began(): void {
    this.budget?.earn();
  }

  /** When an attempt that left at attemptMs is given up [ms]. */
  deadlineMs(attemptMs: number, access: number): number {
    return attemptMs + (this.policy.timeoutMs[access] as number);
  }

  /** Latest moment at which work for an attempt with this deadline may begin, as far as servers are told [ms]. */
  workUntilMs(deadlineMs: number): number {
    const { deadlineReserveMs } = this.policy;
    return deadlineReserveMs === undefined ? Number.POSITIVE_INFINITY : deadlineMs - deadlineReserveMs;
  }

  /** Whether a request that has been tried `attempts` times without an answer is tried again: then it must be. */
  triesAgain(attempts: number): boolean {
    return attempts <= this.policy.retries && (this.budget?.spend() ?? true);
  }

  /** Whether a request that has been tried `attempts` times and was told "busy" is tried again: then it must be. */
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
