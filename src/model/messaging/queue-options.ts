import type { Distribution } from "../../kernel/distribution.ts";
import type { RandomStream } from "../../kernel/random.ts";
import type { Simulation } from "../../kernel/simulation.ts";

export interface MessageQueueOptions {
  name: string;
  simulation: Simulation;
  /** One simulated message stands for k. */
  k: number;
  partitions: number;
  /** Consumers of the real queue, and what one message takes one of them [ms]. */
  consumers: number;
  serviceMs: Distribution;
  /** A batch is taken when it is full, or this long after its first message was published [ms]. */
  batchSize: number;
  batchWaitMs: number;
  /** How long a consumer that found nothing sleeps [ms]. */
  pollIdleMs: number;
  /** From a consumer's asking for messages until it has them [ms]; default 0. */
  fetchMs?: number;
  /** So many unacknowledged messages a consumer may hold; default: one batch, and the next when that is done. */
  prefetch?: number;
  /** Attempts after the first, and the pause before the first of them [ms]; then the message is dead. */
  retries: number;
  retryPauseMs: number;
  /** Each pause is so many times the one before, up to the longest [ms]; default 1: all alike. */
  backOff?: number;
  retryPauseMaxMs?: number;
  /** Chance that a published message vanishes without a trace. */
  lossChance: number;
  /** Chance that an attempt fails without effect. */
  failureChance: number;
  /** Chance that an attempt works but its acknowledgement is lost, so that it is made again; default 0. */
  ackLossChance?: number;
  /** Messages of one user stay in order: one partition, one consumer at a time, a failed one holds up what follows. */
  ordered?: boolean;
  /** How long the dead wait until they are given back to the queue [ms]; default: for ever. */
  replayAfterMs?: number;
  /** Real messages from which on the queue is full, and what is published waits on disks; default: never. */
  depthMax?: number;
  /** What becomes of its messages when a broker is lost; default: none ever is. */
  brokers?: BrokerOptions;
  stream: RandomStream;
  /** Does what a message asks for, at atMs (perhaps ahead); true when that was new, false for a duplicate. */
  consume: (message: number, atMs: number) => boolean;
}

export interface BrokerOptions {
  /** Brokers that the partitions are dealt over in turn. */
  count: number;
  /** How often a broker flushes what it has taken, and what has been acknowledged, to its disk and its copy [ms]. */
  flushMs: number;
  /** Whether a publication is acknowledged when it is flushed, or before. */
  acknowledges: "flushed" | "taken";
  /** How long a publisher waits for its acknowledgement before it publishes again [ms]. */
  publishTimeoutMs: number;
  /** From the loss of a broker until its copy has taken over [ms]. */
  failoverMs: number;
}

/** The pause before a message that has failed for the n-th time after its first is tried again [ms]. */
export function pauseMs(options: MessageQueueOptions, n: number): number {
  const { retryPauseMs, backOff = 1, retryPauseMaxMs = Number.POSITIVE_INFINITY } = options;
  return backOff === 1 ? retryPauseMs : Math.min(retryPauseMaxMs, retryPauseMs * backOff ** n);
}
