import type { Distribution } from "../../kernel/distribution.ts";
import { enlarge } from "../../kernel/enlarge.ts";
import { InvariantError } from "../../kernel/invariant.ts";
import type { RandomStream } from "../../kernel/random.ts";
import type { Simulation } from "../../kernel/simulation.ts";
import { Pool } from "../storage/pool.ts";

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
  /** Attempts after the first, and the pause before each [ms]; then the message is dead. */
  retries: number;
  retryPauseMs: number;
  /** Chance that a published message vanishes without a trace. */
  lossChance: number;
  /** Chance that an attempt fails without effect. */
  failureChance: number;
  /** Chance that an attempt works but its acknowledgement is lost, so that it is made again; default 0. */
  ackLossChance?: number;
  stream: RandomStream;
  /** Does what a message asks for, at atMs (perhaps ahead); true when that was new, false for a duplicate. */
  consume: (message: number, atMs: number) => boolean;
}

const NONE = -1;

/**
 * A message queue with consumers: at least once, in batches, with retries and dead letters.
 *
 * Messages (int32) go round the partitions; a batch of one partition occupies one consumer for the sum of its
 * messages' service times, and while all consumers are busy messages stay in the queue. About one event a
 * batch: its effects are computed when it is taken, at the times at which they happen. Formulas: README.md.
 */
export class MessageQueue {
  readonly name: string;
  readonly k: number;
  /** Counters: published = acked + dead + lost + depth. */
  published = 0;
  acked = 0;
  retried = 0;
  dead = 0;
  lost = 0;
  /** Effects that had been there before. */
  duplicates = 0;
  batches = 0;

  private readonly options: MessageQueueOptions;
  private readonly simulation: Simulation;
  private readonly pool: Pool;
  private readonly ackLossChance: number;
  private readonly lookGapMs: number;
  private readonly flushHandler: number;
  private readonly retryHandler: number;
  private readonly pumpHandler: number;
  private stopped = false;
  private extraLossChance = 0;
  private pumpDue = false;

  /** Messages not yet done, by number; a ring. */
  private first = 0;
  private next = 0;
  private mask = 63;
  private message = new Int32Array(64);
  private publishedMs = new Float64Array(64);
  private tries = new Uint8Array(64);
  private done = new Uint8Array(64);
  private nextWaiting = new Float64Array(64);
  private latestMs = 0;
  private disorderMs = 0;

  /** By partition: messages waiting, a chain by number; when it may be looked at next [ms]. */
  private readonly waitingFirst: Float64Array;
  private readonly waitingLast: Float64Array;
  private readonly waiting: Int32Array;
  private readonly dueMs: Float64Array;
  private readonly flushPending: Uint8Array;
  /** The partition whose turn it is. */
  private turn = 0;

  constructor(options: MessageQueueOptions) {
    this.options = options;
    this.name = options.name;
    this.k = options.k;
    this.simulation = options.simulation;
    const { partitions, consumers, k } = options;
    if (!(partitions >= 1 && options.batchSize >= 1 && options.retries >= 0 && options.retries < 255)) {
      throw new InvariantError(this.name, "needs a partition, a batch size and at most 254 retries");
    }
    this.pool = new Pool({ servers: consumers, k });
    this.ackLossChance = options.ackLossChance ?? 0;
    // A partition's idle consumers look in turn: consumers / partitions of them, one look each pollIdle.
    this.lookGapMs = (options.pollIdleMs * partitions) / consumers;
    this.waitingFirst = new Float64Array(partitions).fill(NONE);
    this.waitingLast = new Float64Array(partitions).fill(NONE);
    this.waiting = new Int32Array(partitions);
    this.dueMs = new Float64Array(partitions);
    this.flushPending = new Uint8Array(partitions);
    this.flushHandler = this.simulation.register((partition) => this.flush(partition), `${this.name} flush`);
    this.retryHandler = this.simulation.register((number) => this.retry(number), `${this.name} retry`);
    this.pumpHandler = this.simulation.register(() => this.free(), `${this.name} free`);
  }

  /** Messages published and neither acknowledged, dead nor lost. */
  get depth(): number {
    return this.published - this.acked - this.dead - this.lost;
  }

  /** Age of the oldest message that is not done [ms]; 0 without any. */
  oldestAgeMs(nowMs: number): number {
    return this.first === this.next
      ? 0
      : Math.max(0, nowMs - (this.publishedMs[this.first & this.mask] as number));
  }

  /** Every message published before this moment is acknowledged, dead or lost [ms]. */
  watermarkMs(nowMs: number): number {
    if (this.first === this.next) return nowMs;
    return (this.publishedMs[this.first & this.mask] as number) - this.disorderMs;
  }

  /** Share of the consumers' time in use is the growth of this over window x consumers / k [ms]. */
  busyMs(nowMs: number): number {
    return this.pool.busyMs(nowMs);
  }

  get capacity(): number {
    return this.pool.capacity;
  }

  /** Takes a message at nowMs, which may lie ahead of the clock. */
  publish(nowMs: number, message: number): void {
    this.published++;
    const lossChance = this.options.lossChance + this.extraLossChance;
    if (lossChance > 0 && this.options.stream.chance(lossChance)) {
      this.lost++;
      return;
    }
    if (this.next - this.first > this.mask) this.enlarge();
    const at = this.next & this.mask;
    this.message[at] = message;
    this.publishedMs[at] = nowMs;
    this.tries[at] = 0;
    this.done[at] = 0;
    this.latestMs = Math.max(this.latestMs, nowMs);
    this.disorderMs = Math.max(this.disorderMs, this.latestMs - nowMs);
    const number = this.next++;
    this.wait(number, number % this.waiting.length, nowMs);
  }

  /** From now on `share` more of the messages vanish (fewer again with a negative share). */
  loseMore(share: number): void {
    this.extraLossChance += share;
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

  private wait(number: number, partition: number, nowMs: number): void {
    const last = this.waitingLast[partition] as number;
    this.nextWaiting[number & this.mask] = NONE;
    if (last === NONE) {
      this.waitingFirst[partition] = number;
      const lookMs = this.lookGapMs > 0 ? this.options.stream.uniform() * this.lookGapMs : 0;
      this.dueMs[partition] = nowMs + this.options.batchWaitMs + lookMs;
    } else this.nextWaiting[last & this.mask] = number;
    this.waitingLast[partition] = number;
    this.waiting[partition] = (this.waiting[partition] as number) + 1;
    if (this.isReady(partition, this.simulation.now)) this.pump();
    else this.scheduleFlush(partition);
  }

  private scheduleFlush(partition: number): void {
    if (this.stopped || this.flushPending[partition] === 1) return;
    this.flushPending[partition] = 1;
    this.simulation.at(this.dueMs[partition] as number, this.flushHandler, partition);
  }

  private flush(partition: number): void {
    this.flushPending[partition] = 0;
    this.pump();
  }

  private isReady(partition: number, nowMs: number): boolean {
    const waiting = this.waiting[partition] as number;
    if (waiting === 0) return false;
    return waiting >= this.options.batchSize || (this.dueMs[partition] as number) <= nowMs;
  }

  /** Hands ready batches to free consumers, the partitions in turn; comes back when one is free. */
  private pump(): void {
    if (this.stopped || this.pumpDue) return;
    const nowMs = this.simulation.now;
    const partitions = this.waiting.length;
    for (let idle = 0; idle < partitions; ) {
      const partition = this.turn;
      this.turn = partition + 1 === partitions ? 0 : partition + 1;
      if (!this.isReady(partition, nowMs)) {
        if (this.waiting[partition] !== 0) this.scheduleFlush(partition);
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
    const { options, pool } = this;
    const size = Math.min(options.batchSize, this.waiting[partition] as number);
    let number = this.waitingFirst[partition] as number;
    let workMs = 0;
    let startMs = nowMs;
    this.batches++;
    for (let i = 0; i < size; i++) {
      const at = number & this.mask;
      // A message given ahead of the clock is not served before it exists.
      startMs = Math.max(startMs, this.publishedMs[at] as number);
      const serviceMs = options.serviceMs.sample(options.stream);
      workMs += serviceMs;
      this.attempt(number, startMs + workMs);
      number = this.nextWaiting[at] as number;
    }
    pool.arrive(startMs, workMs, size);
    this.waitingFirst[partition] = number;
    if (number === NONE) this.waitingLast[partition] = NONE;
    else this.dueMs[partition] = (this.publishedMs[number & this.mask] as number) + options.batchWaitMs;
    this.waiting[partition] = (this.waiting[partition] as number) - size;
    while (this.first < this.next && this.done[this.first & this.mask] === 1) this.first++;
  }

  private attempt(number: number, atMs: number): void {
    const { options } = this;
    const u = options.failureChance + this.ackLossChance > 0 ? options.stream.uniform() : 1;
    const at = number & this.mask;
    if (u >= options.failureChance && !options.consume(this.message[at] as number, atMs)) this.duplicates++;
    if (u >= options.failureChance + this.ackLossChance) {
      this.acked++;
      this.done[at] = 1;
    } else if ((this.tries[at] as number) >= options.retries) {
      this.dead++;
      this.done[at] = 1;
    } else {
      this.tries[at] = (this.tries[at] as number) + 1;
      this.retried++;
      this.simulation.at(atMs + options.retryPauseMs, this.retryHandler, number);
    }
  }

  private retry(number: number): void {
    this.wait(number, number % this.waiting.length, this.simulation.now);
  }

  private enlarge(): void {
    const length = this.mask + 1;
    this.message = enlarge(this.message, 2 * length);
    this.publishedMs = enlarge(this.publishedMs, 2 * length);
    this.tries = enlarge(this.tries, 2 * length);
    this.done = enlarge(this.done, 2 * length);
    this.nextWaiting = enlarge(this.nextWaiting, 2 * length);
    this.mask = 2 * length - 1;
    for (let number = this.first; number < this.next; number++) {
      const from = number & (length - 1);
      const to = number & this.mask;
      this.message[to] = this.message[from] as number;
      this.publishedMs[to] = this.publishedMs[from] as number;
      this.tries[to] = this.tries[from] as number;
      this.done[to] = this.done[from] as number;
      this.nextWaiting[to] = this.nextWaiting[from] as number;
    }
  }
}
