import { InFlight } from "../control/in-flight.ts";
import { Pool } from "../storage/pool.ts";
import type { MessageQueueOptions } from "./queue-options.ts";

type ConsumerOptions = Pick<MessageQueueOptions, "consumers" | "k" | "prefetch" | "fetchMs">;

/**
 * A queue's consumers: how soon one of them can take messages, and when it begins with them.
 *
 * Without a limit of its own a consumer holds one batch, and fetches the next when that is done. With one, it fetches ahead:
 * all of them together hold so many messages that are not acknowledged, and whoever is free takes the next.
 */
export class Consumers {
  /** The most messages held at once that were not acknowledged; 0 where nobody fetches ahead. */
  heldPeak = 0;
  private readonly pool: Pool;
  private readonly fetchMs: number;
  /** Simulated messages that all of them may hold. */
  private readonly heldMax: number;
  private readonly held: InFlight | undefined;

  constructor({ consumers, k, prefetch, fetchMs = 0 }: ConsumerOptions) {
    this.pool = new Pool({ servers: consumers, k });
    this.fetchMs = fetchMs;
    this.heldMax = prefetch === undefined ? 0 : Math.max(1, Math.round((consumers * prefetch) / k));
    this.held = prefetch === undefined ? undefined : new InFlight();
  }

  /** From when on messages can be taken: nowMs, or later [ms]. */
  freeMs(nowMs: number): number {
    const { held } = this;
    if (held === undefined) return nowMs + this.pool.backlogMs(nowMs);
    return held.at(nowMs) < this.heldMax ? nowMs : held.nextMs;
  }

  /** How many messages may be taken at nowMs, which is no earlier than `freeMs`. */
  room(nowMs: number): number {
    return this.held === undefined ? Number.POSITIVE_INFINITY : this.heldMax - this.held.at(nowMs);
  }

  /** When the work on messages that are taken at nowMs begins [ms]. */
  startMs(nowMs: number): number {
    const there = nowMs + this.fetchMs;
    return this.held === undefined ? there : there + this.pool.backlogMs(there);
  }

  /** So many messages were taken at nowMs, their work of workMs begins at startMs. */
  take(nowMs: number, startMs: number, workMs: number, messages: number): void {
    const { pool, fetchMs } = this;
    // Whoever does not fetch ahead is idle, but not free, while the messages are on their way.
    if (this.held === undefined) pool.arrive(startMs - fetchMs, fetchMs + workMs, messages);
    else pool.arrive(startMs > this.startMs(nowMs) ? startMs : nowMs + fetchMs, workMs, messages);
  }

  /** One of these is acknowledged, or given back, at atMs. */
  holds(atMs: number, nowMs: number): void {
    const { held } = this;
    if (held === undefined) return;
    held.enter();
    held.leave(atMs);
    this.heldPeak = Math.max(this.heldPeak, held.at(nowMs));
  }
}
