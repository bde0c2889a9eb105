import { InvariantError } from "../../kernel/invariant.ts";
import type { Simulation } from "../../kernel/simulation.ts";
import { Pool } from "../storage/pool.ts";
import { Brokers } from "./brokers.ts";
import { DeadLetters } from "./dead-letters.ts";
import { MessageRing, NONE } from "./message-ring.ts";
import { QueueCounts } from "./queue-counts.ts";
import { type MessageQueueOptions, pauseMs } from "./queue-options.ts";

export type { MessageQueueOptions } from "./queue-options.ts";

/**
 * A message queue with consumers: at least once, in batches, with retries and dead letters.
 *
 * Messages (int32) go round the partitions, or each user's to one; a batch of one partition occupies one consumer for
 * the sum of its messages' service times, and while all consumers are busy messages stay in the queue. About one event
 * a batch: its effects are computed when it is taken, at the times at which they happen. Formulas: README.md.
 */
export class MessageQueue extends QueueCounts {
  readonly k: number;

  private readonly options: MessageQueueOptions;
  private readonly simulation: Simulation;
  private readonly pool: Pool;
  private readonly ring: MessageRing;
  private readonly brokers: Brokers | undefined;
  private readonly deadLetters: DeadLetters;
  private readonly ackLossChance: number;
  private readonly lookGapMs: number;
  private readonly depthMax: number;
  private extraLossChance = 0;
  private extraAckLossChance = 0;
  private readonly flushHandler: number;
  private readonly retryHandler: number;
  private readonly pumpHandler: number;
  private stopped = false;
  private pumpDue = false;
  private latestMs = 0;
  private disorderMs = 0;
  /** By partition: when it may be looked at next, and until when a consumer holds it alone [ms]. */
  private readonly dueMs: Float64Array;
  private readonly heldMs: Float64Array;
  private readonly flushPending: Uint8Array;
  /** The partition whose turn it is. */
  private turn = 0;

  constructor(options: MessageQueueOptions) {
    super(options.name);
    this.options = options;
    this.k = options.k;
    this.simulation = options.simulation;
    const { partitions, consumers, k, brokers } = options;
    if (!(partitions >= 1 && options.batchSize >= 1 && options.retries >= 0 && options.retries < 255)) {
      throw new InvariantError(this.name, "needs a partition, a batch size and at most 254 retries");
    }
    this.pool = new Pool({ servers: consumers, k });
    this.ring = new MessageRing(partitions);
    this.brokers = brokers === undefined ? undefined : new Brokers(brokers, partitions);
    this.deadLetters = new DeadLetters(this.simulation, this.name, options.replayAfterMs, (message, ms) => {
      this.dead--;
      this.replayed++;
      this.add(message, ms, this.ring.next);
    });
    this.ackLossChance = options.ackLossChance ?? 0;
    this.depthMax = (options.depthMax ?? Number.POSITIVE_INFINITY) / k;
    // A partition's idle consumers look in turn: consumers / partitions of them, one look each pollIdle.
    this.lookGapMs = (options.pollIdleMs * partitions) / consumers;
    this.dueMs = new Float64Array(partitions);
    this.heldMs = new Float64Array(partitions);
    this.flushPending = new Uint8Array(partitions);
    this.flushHandler = this.simulation.register((partition) => this.flush(partition), `${this.name} flush`);
    this.retryHandler = this.simulation.register((number) => this.wait(number), `${this.name} retry`);
    this.pumpHandler = this.simulation.register(() => this.free(), `${this.name} free`);
  }

  /** Whether so many messages wait that no more should be published. */
  get isFull(): boolean {
    return this.depth >= this.depthMax;
  }

  /** Age of the oldest message that is not done [ms]; 0 without any. */
  oldestAgeMs(nowMs: number): number {
    return this.ring.isEmpty ? 0 : Math.max(0, nowMs - this.ring.publishedMs(this.ring.first));
  }

  /** Every message published before this moment is acknowledged, dead or lost [ms]. */
  watermarkMs(nowMs: number): number {
    return this.ring.isEmpty ? nowMs : this.ring.publishedMs(this.ring.first) - this.disorderMs;
  }

  /** Share of the consumers' time in use is the growth of this over window x consumers / k [ms]. */
  busyMs(nowMs: number): number {
    return this.pool.busyMs(nowMs);
  }

  get capacity(): number {
    return this.pool.capacity;
  }

  /** Takes a message of a user at nowMs, which may lie ahead of the clock. */
  publish(nowMs: number, message: number, user = 0): void {
    if (this.isFull) this.spilled++;
    this.published++;
    const lossChance = this.options.lossChance + this.extraLossChance;
    if (lossChance > 0 && this.options.stream.chance(lossChance)) {
      this.lost++;
      return;
    }
    this.add(message, nowMs, this.options.ordered === true ? user : this.ring.next);
    if (this.depth > this.depthPeak) {
      this.depthPeak = this.depth;
      this.peakAtMs = nowMs;
      this.drainedAtMs = Number.POSITIVE_INFINITY;
    }
  }

  /** From now on `share` more of the messages vanish (fewer again with a negative share). */
  loseMore(share: number): void {
    this.extraLossChance += share;
  }

  /** From now on `share` more of the attempts that work lose their acknowledgement, and are made again. */
  duplicateMore(share: number): void {
    this.extraAckLossChance += share;
  }

  /** The consumers go away: nothing is taken until `resume`. */
  stop(): void {
    this.stopped = true;
  }

  resume(): void {
    if (!this.stopped) return;
    this.stopped = false;
    this.pump();
  }

  /**
   * A broker is lost now: its partitions are served again when `replaceBroker` says so. Of what it has taken since its
   * last flush, publications that were not acknowledged are made again, those that were are gone.
   */
  loseBroker(broker: number): void {
    const { brokers, ring, simulation } = this;
    if (brokers === undefined) throw new InvariantError(this.name, "has no brokers to lose");
    brokers.lose(broker, simulation.now);
    const flushedMs = brokers.flushedMs(simulation.now);
    const { acknowledges, publishTimeoutMs } = brokers.options;
    for (const partition of brokers.of(broker)) {
      for (let left = ring.waiting[partition] as number; left > 0; left--) {
        const number = ring.unhang(partition);
        if (ring.publishedMs(number) <= flushedMs || ring.tries(number) > 0) ring.hang(number);
        else if (acknowledges === "flushed") {
          this.republished++;
          simulation.at(simulation.now + publishTimeoutMs, this.retryHandler, number);
        } else {
          this.lost++;
          ring.finish(number);
        }
      }
      brokers.forget(partition, simulation.now, (message, publishedMs) => {
        this.acked--;
        this.redelivered++;
        this.remember(publishedMs);
        const number = ring.add(message, publishedMs, partition);
        // Its copy has it: it waits there until that takes over.
        ring.countTry(number);
        ring.hang(number);
      });
    }
    ring.forget();
  }

  /** The broker's copy has taken over. */
  replaceBroker(broker: number): void {
    this.brokers?.replace(broker);
    this.pump();
  }

  private remember(publishedMs: number): void {
    this.latestMs = Math.max(this.latestMs, publishedMs);
    this.disorderMs = Math.max(this.disorderMs, this.latestMs - publishedMs);
  }

  private add(message: number, publishedMs: number, key: number): void {
    this.remember(publishedMs);
    const number = this.ring.add(message, publishedMs, key % this.dueMs.length);
    const delayMs = this.brokers?.delayMs(this.ring.partition(number), this.simulation.now) ?? 0;
    if (delayMs === 0 || this.options.ordered === true) this.wait(number);
    else {
      this.republished++;
      this.simulation.at(this.simulation.now + delayMs, this.retryHandler, number);
    }
  }

  /** A message waits for a consumer, in its partition; a lost broker's publishers soon choose another one. */
  private wait(number: number): void {
    const { brokers, ring, options } = this;
    if (brokers !== undefined && options.ordered !== true && ring.tries(number) === 0)
      ring.move(number, brokers.upNear(ring.partition(number)));
    const partition = ring.partition(number);
    if (ring.hang(number)) {
      const lookMs = this.lookGapMs > 0 ? options.stream.uniform() * this.lookGapMs : 0;
      const nowMs = Math.max(this.simulation.now, ring.tries(number) === 0 ? ring.publishedMs(number) : 0);
      this.dueMs[partition] = nowMs + options.batchWaitMs + lookMs;
    }
    if (this.isReady(partition, this.simulation.now)) this.pump();
    else this.scheduleFlush(partition);
  }

  private scheduleFlush(partition: number): void {
    if (this.stopped || this.flushPending[partition] === 1 || this.isCut(partition)) return;
    this.flushPending[partition] = 1;
    const { now } = this.simulation;
    const atMs = Math.max(now, this.dueMs[partition] as number, this.heldMs[partition] as number);
    this.simulation.at(atMs, this.flushHandler, partition);
  }

  private flush(partition: number): void {
    this.flushPending[partition] = 0;
    this.pump();
  }

  private isCut(partition: number): boolean {
    return this.brokers !== undefined && !this.brokers.isUp(partition);
  }

  private isReady(partition: number, nowMs: number): boolean {
    const waiting = this.ring.waiting[partition] as number;
    if (waiting === 0 || (this.heldMs[partition] as number) > nowMs || this.isCut(partition)) return false;
    return waiting >= this.options.batchSize || (this.dueMs[partition] as number) <= nowMs;
  }

  /** Hands ready batches to free consumers, the partitions in turn; comes back when one is free. */
  private pump(): void {
    if (this.stopped || this.pumpDue) return;
    const nowMs = this.simulation.now;
    const partitions = this.dueMs.length;
    for (let idle = 0; idle < partitions; ) {
      const partition = this.turn;
      this.turn = partition + 1 === partitions ? 0 : partition + 1;
      if (!this.isReady(partition, nowMs)) {
        if (this.ring.waiting[partition] !== 0) this.scheduleFlush(partition);
        idle++;
        continue;
      }
      const freeMs = nowMs + this.pool.backlogMs(nowMs);
      // Compared as times: a wait below the clock's resolution would come back at once, for ever.
      if (freeMs > nowMs) {
        this.turn = partition;
        this.pumpDue = true;
        this.simulation.at(freeMs, this.pumpHandler);
        return;
      }
      this.take(partition, nowMs);
      idle = 0;
    }
  }

  private free(): void {
    this.pumpDue = false;
    this.pump();
  }

  private take(partition: number, nowMs: number): void {
    const { options, pool, ring } = this;
    const most = Math.min(options.batchSize, ring.waiting[partition] as number);
    const ordered = options.ordered === true;
    let workMs = 0;
    let startMs = nowMs;
    let taken = 0;
    let heldMs = 0;
    this.batches++;
    while (taken < most && heldMs === 0) {
      const number = ring.head(partition);
      // A message given ahead of the clock is not served before it exists.
      startMs = Math.max(startMs, ring.publishedMs(number));
      workMs += options.serviceMs.sample(options.stream);
      const againMs = this.attempt(number, startMs + workMs, nowMs);
      taken++;
      if (ordered && againMs > 0) heldMs = againMs;
      else ring.unhang(partition);
    }
    pool.arrive(startMs, workMs, taken);
    if (ordered) this.heldMs[partition] = Math.max(heldMs, startMs + workMs);
    const head = ring.head(partition);
    if (head !== NONE) this.dueMs[partition] = ring.publishedMs(head) + options.batchWaitMs;
    ring.forget();
    if (this.drainedAtMs > nowMs && this.oldestAgeMs(nowMs) <= YOUNG_MS) this.drainedAtMs = nowMs;
  }

  /** An attempt whose outcome is known at atMs; returns when it is made again [ms], 0 when the message is done. */
  private attempt(number: number, atMs: number, nowMs: number): number {
    const { options, ring } = this;
    const ackLoss = this.ackLossChance + this.extraAckLossChance;
    const u = options.failureChance + ackLoss > 0 ? options.stream.uniform() : 1;
    const message = ring.message(number);
    if (u >= options.failureChance && !options.consume(message, atMs)) this.duplicates++;
    const tries = ring.tries(number);
    if (u >= options.failureChance + ackLoss) {
      this.acked++;
      if (tries > 0) this.recovered++;
      const { brokers } = this;
      brokers?.acknowledged(ring.partition(number), message, ring.publishedMs(number), atMs, nowMs);
    } else if (tries >= options.retries) {
      this.dead++;
      this.deadLetters.add(message, ring.publishedMs(number), atMs);
    } else {
      ring.countTry(number);
      this.retried++;
      const againMs = atMs + pauseMs(options, tries);
      if (options.ordered !== true) this.simulation.at(againMs, this.retryHandler, number);
      return againMs;
    }
    ring.finish(number);
    return 0;
  }
}

/** A queue whose oldest message is no older than this has drained [ms]. */
const YOUNG_MS = 5000;
