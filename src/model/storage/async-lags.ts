import type { Distribution } from "../../kernel/distribution.ts";
import type { RandomStream } from "../../kernel/random.ts";

/**
 * How much later than the others a copy gets what nobody waits for. One draw holds on a replica for a while: what makes it
 * late (a full disk queue, a stalled thread) happens in time, not to the single write.
 */
export class AsyncLags {
  private readonly law: Distribution;
  private readonly holdMs: number;
  private readonly stream: RandomStream;
  /** By replica: the lag drawn last [ms], and until when it holds. */
  private readonly lagMs: Float64Array;
  private readonly untilMs: Float64Array;

  constructor(replicas: number, law: Distribution, holdMs: number, stream: RandomStream) {
    this.law = law;
    this.holdMs = holdMs;
    this.stream = stream;
    this.lagMs = new Float64Array(replicas);
    this.untilMs = new Float64Array(replicas).fill(Number.NEGATIVE_INFINITY);
  }

  /** The lag of a replica at nowMs [ms]. */
  of(replica: number, nowMs: number): number {
    if (nowMs >= (this.untilMs[replica] as number)) {
      this.lagMs[replica] = this.law.sample(this.stream);
      this.untilMs[replica] = (Math.floor(nowMs / this.holdMs) + 1) * this.holdMs;
    }
    return this.lagMs[replica] as number;
  }
}
