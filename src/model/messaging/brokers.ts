import type { BrokerOptions } from "./queue-options.ts";

/**
 * Which brokers hold a queue's partitions, which of them are down, and what they have acknowledged lately: after the
 * loss of one, what was not flushed comes again, or is gone.
 */
export class Brokers {
  readonly options: BrokerOptions;
  private readonly partitions: number;
  /** By broker: losses that are not over. */
  private readonly losses: Int32Array;
  /** By broker: when it was lost last [ms]. */
  private readonly lostAtMs: Float64Array;
  /** By partition: messages acknowledged since the last flush, and when each was published and acknowledged [ms]. */
  private readonly acks: Acks[];

  constructor(options: BrokerOptions, partitions: number) {
    this.options = options;
    this.partitions = partitions;
    this.losses = new Int32Array(options.count);
    this.lostAtMs = new Float64Array(options.count);
    this.acks = Array.from({ length: partitions }, () => ({
      messages: [],
      publishedMs: [],
      atMs: [],
      most: ACKS_MIN,
    }));
  }

  /** Whether a partition is served. */
  isUp(partition: number): boolean {
    return this.losses[partition % this.options.count] === 0;
  }

  /** How much later a message is published that finds its partition's broker gone, which no publisher knows yet [ms]. */
  delayMs(partition: number, nowMs: number): number {
    const { publishTimeoutMs, count } = this.options;
    if (this.isUp(partition)) return 0;
    return nowMs < (this.lostAtMs[partition % count] as number) + publishTimeoutMs ? publishTimeoutMs : 0;
  }

  /** The partition itself, or the next one whose broker is there; it itself when there is none. */
  upNear(partition: number): number {
    for (let step = 0; step < this.partitions; step++) {
      const other = (partition + step) % this.partitions;
      if (this.isUp(other)) return other;
    }
    return partition;
  }

  /** When what happened before nowMs was flushed last [ms]: in between round times, at which scenarios break things. */
  flushedMs(nowMs: number): number {
    const { flushMs } = this.options;
    return (Math.floor(nowMs / flushMs - 0.5) + 0.5) * flushMs;
  }

  /** A message of a partition is acknowledged at atMs, perhaps ahead of nowMs. */
  acknowledged(partition: number, message: number, publishedMs: number, atMs: number, nowMs: number): void {
    const acks = this.acks[partition] as Acks;
    if (acks.atMs.length >= acks.most) this.dropFlushed(acks, nowMs);
    acks.messages.push(message);
    acks.publishedMs.push(publishedMs);
    acks.atMs.push(atMs);
  }

  /** What is flushed need not be remembered. */
  private dropFlushed(acks: Acks, nowMs: number): void {
    const flushedMs = this.flushedMs(nowMs);
    const kept = [...acks.atMs.keys()].filter((i) => (acks.atMs[i] as number) > flushedMs);
    acks.messages = kept.map((i) => acks.messages[i] as number);
    acks.publishedMs = kept.map((i) => acks.publishedMs[i] as number);
    acks.atMs = kept.map((i) => acks.atMs[i] as number);
    acks.most = Math.max(ACKS_MIN, 2 * kept.length);
  }

  /** A broker is lost at nowMs, for one more reason. */
  lose(broker: number, nowMs: number): void {
    this.lostAtMs[broker] = nowMs;
    this.losses[broker] = (this.losses[broker] as number) + 1;
  }

  /** One such loss is over: it is back, or its copy has taken over. */
  replace(broker: number): void {
    this.losses[broker] = (this.losses[broker] as number) - 1;
  }

  /** The partitions of a broker. */
  of(broker: number): number[] {
    const { count } = this.options;
    return Array.from({ length: this.partitions }, (_, partition) => partition).filter(
      (partition) => partition % count === broker,
    );
  }

  /** Forgets what a partition's broker has acknowledged since its last flush, as its copy does; tells each. */
  forget(partition: number, nowMs: number, tell: (message: number, publishedMs: number) => void): void {
    const acks = this.acks[partition] as Acks;
    const flushedMs = this.flushedMs(nowMs);
    acks.messages.forEach((message, i) => {
      if ((acks.atMs[i] as number) > flushedMs) tell(message, acks.publishedMs[i] as number);
    });
    clear(acks);
  }
}

interface Acks {
  messages: number[];
  publishedMs: number[];
  atMs: number[];
  /** So many are remembered before it is looked which of them are flushed. */
  most: number;
}

const ACKS_MIN = 256;

function clear(acks: Acks): void {
  acks.messages.length = 0;
  acks.publishedMs.length = 0;
  acks.atMs.length = 0;
}
