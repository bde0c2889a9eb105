import type { Distribution } from "../../kernel/distribution.ts";
import type { RandomStream } from "../../kernel/random.ts";

const NEVER = Number.POSITIVE_INFINITY;

/** How long it takes until another replica leads. */
export interface FailoverLaws {
  /** From the moment the leader is gone until the others hold it dead, and then until one of them is elected [ms]. */
  detectionMs: Distribution;
  electionMs: Distribution;
  stream: RandomStream;
}

/** One replica took over from another. */
export interface Failover {
  from: number;
  to: number;
  /** When the one before served last, was held dead, and when the next one began to serve [ms]. */
  goneMs: number;
  detectedMs: number;
  servesMs: number;
}

/**
 * Who leads a replica group, and from when on: service comes back detection and election after the leader has gone, and an
 * election after a majority is in reach again where there was none to elect. Whom the others choose is their affair.
 */
export class Leader {
  /** The replica that leads; -1 when there is none. */
  replica = 0;
  /** Changes of the leader that came to an end, or will. One that itself fails before it serves is no change. */
  readonly failovers: Failover[] = [];

  private readonly laws: FailoverLaws | undefined;
  private servesMs = -NEVER;
  private from = 0;
  private goneMs = -NEVER;
  private detectedMs = -NEVER;

  /** @param laws absent: another leads at once */
  constructor(laws: FailoverLaws | undefined) {
    this.laws = laws;
  }

  /** Whether the leader serves at nowMs. */
  servesAt(nowMs: number): boolean {
    return this.replica >= 0 && nowMs >= this.servesMs;
  }

  /** The leader is gone at nowMs. */
  lose(nowMs: number): void {
    if (nowMs < this.servesMs) this.failovers.pop();
    else {
      this.from = this.replica;
      this.goneMs = nowMs;
    }
    this.replica = -1;
    this.servesMs = NEVER;
    this.detectedMs = nowMs + (this.laws?.detectionMs.sample(this.laws.stream) ?? 0);
  }

  /** A majority is in reach at nowMs and chooses a replica. */
  elect(replica: number, nowMs: number): void {
    this.replica = replica;
    const knownMs = Math.max(nowMs, this.detectedMs);
    this.servesMs = knownMs + (this.laws?.electionMs.sample(this.laws.stream) ?? 0);
    const { from, goneMs, detectedMs, servesMs } = this;
    this.failovers.push({ from, to: replica, goneMs, detectedMs, servesMs });
  }
}
