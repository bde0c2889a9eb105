import type { Simulation } from "../../kernel/simulation.ts";
import type { Brokers } from "./brokers.ts";
import type { MessageRing } from "./message-ring.ts";
import type { MessageQueueOptions } from "./queue-options.ts";

/** When each partition of a queue has a batch to take, and whose turn it is. */
export class Partitions {
  readonly count: number;
  /** The partition whose turn it is. */
  turn = 0;

  private readonly options: MessageQueueOptions;
  private readonly simulation: Simulation;
  private readonly ring: MessageRing;
  private readonly brokers: Brokers | undefined;
  private readonly lookGapMs: number;
  /** By partition: when it may be looked at next, and until when a consumer holds it alone [ms]. */
  private readonly dueMs: Float64Array;
  private readonly heldMs: Float64Array;
  private readonly lookPending: Uint8Array;
  private readonly lookHandler: number;

  /** @param look told when a partition may have a batch */
  constructor(
    options: MessageQueueOptions,
    ring: MessageRing,
    brokers: Brokers | undefined,
    look: () => void,
  ) {
    const { partitions, consumers, pollIdleMs, simulation, name } = options;
    this.count = partitions;
    this.options = options;
    this.simulation = simulation;
    this.ring = ring;
    this.brokers = brokers;
    // A partition's idle consumers look in turn: consumers / partitions of them, one look each pollIdle.
    this.lookGapMs = (pollIdleMs * partitions) / consumers;
    this.dueMs = new Float64Array(partitions);
    this.heldMs = new Float64Array(partitions);
    this.lookPending = new Uint8Array(partitions);
    this.lookHandler = simulation.register((partition) => {
      this.lookPending[partition] = 0;
      look();
    }, `${name} flush`);
  }

  /** A partition that was empty has had a message since sinceMs: a consumer notices it after a while. */
  filled(partition: number, sinceMs: number): void {
    const { batchWaitMs, stream } = this.options;
    const lookMs = this.lookGapMs > 0 ? stream.uniform() * this.lookGapMs : 0;
    this.dueMs[partition] = sinceMs + batchWaitMs + lookMs;
  }

  /** A batch was taken from a partition; the first of those left was published at publishedMs. */
  taken(partition: number, publishedMs: number): void {
    this.dueMs[partition] = publishedMs + this.options.batchWaitMs;
  }

  /** One consumer has a partition for itself until untilMs. */
  hold(partition: number, untilMs: number): void {
    this.heldMs[partition] = untilMs;
  }

  isReady(partition: number, nowMs: number): boolean {
    const waiting = this.ring.waiting[partition] as number;
    if (waiting === 0 || (this.heldMs[partition] as number) > nowMs || this.isCut(partition)) return false;
    return waiting >= this.options.batchSize || (this.dueMs[partition] as number) <= nowMs;
  }

  /** Has a partition looked at when it may have a batch. */
  lookLater(partition: number): void {
    if (this.lookPending[partition] === 1 || this.isCut(partition)) return;
    this.lookPending[partition] = 1;
    const { now } = this.simulation;
    const atMs = Math.max(now, this.dueMs[partition] as number, this.heldMs[partition] as number);
    this.simulation.post(atMs, this.lookHandler, partition);
  }

  /** The partition whose turn it is; the next one is after it. */
  next(): number {
    const partition = this.turn;
    this.turn = partition + 1 === this.count ? 0 : partition + 1;
    return partition;
  }

  private isCut(partition: number): boolean {
    return this.brokers !== undefined && !this.brokers.isUp(partition);
  }
}
