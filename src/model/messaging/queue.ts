import { InvariantError } from "../../kernel/invariant.ts";
import type { Simulation } from "../../kernel/simulation.ts";
import { loseBroker } from "./broker-loss.ts";
import { Brokers } from "./brokers.ts";
import { Consumers } from "./consumers.ts";
import { DeadLetters } from "./dead-letters.ts";
import { MessageRing, NONE } from "./message-ring.ts";
import { Partitions } from "./partitions.ts";
import { QueueCounts } from "./queue-counts.ts";
import { type MessageQueueOptions, pauseMs } from "./queue-options.ts";
import { Spill } from "./spill.ts";

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
  readonly consumers: Consumers;
  private readonly ring: MessageRing;
  private readonly brokers: Brokers | undefined;
  private readonly partitions: Partitions;
  private readonly deadLetters: DeadLetters;
  private readonly ackLossChance: number;
  private readonly depthMax: number;
  /** What is published while the queue is full; none where it never is. */
  readonly spill: Spill | undefined;
  private extraLossChance = 0;
  private extraAckLossChance = 0;
  private readonly retryHandler: number;
  private readonly pumpHandler: number;
  private readonly roomHandler: number;
  private roomDue = false;
  private stopped = false;
  private pumpDue = false;
  private latestMs = 0;
  private disorderMs = 0;

  constructor(options: MessageQueueOptions) {
    super(options.name);
    this.options = options;
    this.k = options.k;
    this.simulation = options.simulation;
    const { partitions, k, brokers, depthMax } = options;
    if (!(partitions >= 1 && options.batchSize >= 1 && options.retries >= 0 && options.retries < 255)) {
      throw new InvariantError(this.name, "needs a partition, a batch size and at most 254 retries");
    }
    this.consumers = new Consumers(options);
    this.ring = new MessageRing(partitions);
    this.brokers = brokers === undefined ? undefined : new Brokers(brokers, partitions);
    this.deadLetters = new DeadLetters(this.simulation, this.name, options.replayAfterMs, (message, ms) => {
      this.dead--;
      this.replayed++;
      this.remember(ms);
      this.add(message, ms, this.ring.next);
    });
    this.ackLossChance = options.ackLossChance ?? 0;
    this.depthMax = Math.max(1, (depthMax ?? Number.POSITIVE_INFINITY) / k);
    this.spill = depthMax === undefined ? undefined : new Spill();
    this.partitions = new Partitions(options, this.ring, this.brokers, () => this.pump());
    this.retryHandler = this.simulation.register((number) => this.wait(number), `${this.name} retry`);
    this.pumpHandler = this.simulation.register(() => this.free(), `${this.name} free`);
    this.roomHandler = this.simulation.register(() => this.fillUp(), `${this.name} room`);
  }

  /** Whether so many messages wait that no more should be published. */
  get isFull(): boolean {
    return this.depth >= this.depthMax;
  }

  /** Age of the oldest message that is not done [ms]; 0 without any. */
  oldestAgeMs(nowMs: number): number {
    return Math.max(0, nowMs - this.oldestMs);
  }

  /** Every message published before this moment is acknowledged, dead or lost [ms]. */
  watermarkMs(nowMs: number): number {
    const { oldestMs } = this;
    return oldestMs === Number.POSITIVE_INFINITY ? nowMs : oldestMs - this.disorderMs;
  }

  /** When the oldest message that is not done was published [ms]; Infinity without any. */
  private get oldestMs(): number {
    const { ring, spill } = this;
    const waitingMs = ring.isEmpty ? Number.POSITIVE_INFINITY : ring.publishedMs(ring.first);
    return spill === undefined ? waitingMs : Math.min(waitingMs, spill.oldestMs);
  }

  /** Takes a message of a user at nowMs, which may lie ahead of the clock. */
  publish(nowMs: number, message: number, user = 0): void {
    const { spill } = this;
    const waits = spill !== undefined && (spill.size > 0 || this.isFull);
    this.published++;
    this.remember(nowMs);
    if (waits) {
      this.spilled++;
      this.onDisk++;
      spill.keep(nowMs, message, user);
    } else this.put(nowMs, message, user);
  }

  /** A message goes into the queue, unless it is lost on the way. */
  private put(publishedMs: number, message: number, user: number): void {
    const lossChance = this.options.lossChance + this.extraLossChance;
    if (lossChance > 0 && this.options.stream.chance(lossChance)) {
      this.lost++;
      return;
    }
    this.add(message, publishedMs, this.options.ordered === true ? user : this.ring.next);
    if (this.depth > this.depthPeak) {
      this.depthPeak = this.depth;
      this.peakAtMs = this.simulation.now;
      this.drainedAtMs = Number.POSITIVE_INFINITY;
    }
  }

  /** There may be room for what publishers keep on their disks. */
  private fillUp(): void {
    const { spill } = this;
    this.roomDue = false;
    while (spill !== undefined && spill.size > 0 && !this.isFull) {
      this.onDisk--;
      spill.giveBack((publishedMs, message, user) => this.put(publishedMs, message, user));
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
    loseBroker(brokers, broker, ring, simulation.now, {
      again: (number) => {
        this.republished++;
        simulation.at(simulation.now + brokers.options.publishTimeoutMs, this.retryHandler, number);
      },
      gone: (number) => {
        this.lost++;
        ring.finish(number);
        this.madeRoom();
      },
      forgotten: (message, publishedMs, partition) => {
        this.acked--;
        this.redelivered++;
        this.remember(publishedMs);
        const number = ring.add(message, publishedMs, partition);
        // Its copy has it: it waits there until that takes over.
        ring.countTry(number);
        ring.hang(number);
      },
    });
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
    const number = this.ring.add(message, publishedMs, key % this.partitions.count);
    const delayMs = this.brokers?.delayMs(this.ring.partition(number), this.simulation.now) ?? 0;
    if (delayMs === 0 || this.options.ordered === true) this.wait(number);
    else {
      this.republished++;
      this.simulation.post(this.simulation.now + delayMs, this.retryHandler, number);
    }
  }

  /** A message waits for a consumer, in its partition; a lost broker's publishers soon choose another one. */
  private wait(number: number): void {
    const { brokers, ring, options } = this;
    if (brokers !== undefined && options.ordered !== true && ring.tries(number) === 0)
      ring.move(number, brokers.upNear(ring.partition(number)));
    const partition = ring.partition(number);
    if (ring.hang(number)) {
      const publishedMs = ring.tries(number) === 0 ? ring.publishedMs(number) : 0;
      this.partitions.filled(partition, Math.max(this.simulation.now, publishedMs));
    }
    if (this.partitions.isReady(partition, this.simulation.now)) this.pump();
    else if (!this.stopped) this.partitions.lookLater(partition);
  }

  /** Hands ready batches to free consumers, the partitions in turn; comes back when one is free. */
  private pump(): void {
    if (this.stopped || this.pumpDue) return;
    const nowMs = this.simulation.now;
    const { partitions } = this;
    for (let idle = 0; idle < partitions.count; ) {
      const partition = partitions.next();
      if (!partitions.isReady(partition, nowMs)) {
        if (this.ring.waiting[partition] !== 0) partitions.lookLater(partition);
        idle++;
        continue;
      }
      const freeMs = this.consumers.freeMs(nowMs);
      // Compared as times: a wait below the clock's resolution would come back at once, for ever.
      if (freeMs > nowMs) {
        partitions.turn = partition;
        this.pumpDue = true;
        this.simulation.post(freeMs, this.pumpHandler);
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
    const { options, consumers, ring } = this;
    const most = Math.min(options.batchSize, ring.waiting[partition] as number, consumers.room(nowMs));
    const ordered = options.ordered === true;
    let workMs = 0;
    let startMs = consumers.startMs(nowMs);
    let taken = 0;
    let heldMs = 0;
    this.batches++;
    while (taken < most && heldMs === 0) {
      const number = ring.head(partition);
      // A message given ahead of the clock is not served before it exists.
      startMs = Math.max(startMs, ring.publishedMs(number));
      workMs += options.serviceMs.sample(options.stream);
      const againMs = this.attempt(number, startMs + workMs, nowMs);
      consumers.holds(startMs + workMs, nowMs);
      taken++;
      if (ordered && againMs > 0) heldMs = againMs;
      else ring.unhang(partition);
    }
    consumers.take(nowMs, startMs, workMs, taken);
    if (ordered) this.partitions.hold(partition, Math.max(heldMs, startMs + workMs));
    const head = ring.head(partition);
    if (head !== NONE) this.partitions.taken(partition, ring.publishedMs(head));
    ring.forget();
    this.madeRoom();
    if (this.drainedAtMs > nowMs && this.oldestAgeMs(nowMs) <= YOUNG_MS) this.drainedAtMs = nowMs;
  }

  /** Publishers hear at once that there is room. */
  private madeRoom(): void {
    if (this.onDisk === 0 || this.roomDue) return;
    this.roomDue = true;
    this.simulation.post(this.simulation.now, this.roomHandler);
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
      if (options.ordered !== true) this.simulation.post(againMs, this.retryHandler, number);
      return againMs;
    }
    ring.finish(number);
    return 0;
  }
}

/** A queue whose oldest message is no older than this has drained [ms]. */
const YOUNG_MS = 5000;
