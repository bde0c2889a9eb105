import type { MessageCentre } from "./message-centre.ts";
import type { MessageQueue } from "./queue.ts";
import type { Reconciliation } from "./reconciliation.ts";

/** What a set writes down for its users behind their backs, by messages: amounts, entries of lists, orders. */
export const BOOKS = ["wallet", "lists", "orders"] as const;
export type BookName = (typeof BOOKS)[number];

/** One of a set's books: what is owed to it, the queue that brings it, and the passes that find what is missing. */
export class Book {
  readonly name: BookName;
  readonly centre: MessageCentre;
  readonly queue: MessageQueue;
  readonly passes: readonly Reconciliation[];
  private readonly refusesWhenFull: boolean;
  private stops = 0;

  constructor(parts: {
    name: BookName;
    centre: MessageCentre;
    queue: MessageQueue;
    passes: readonly Reconciliation[];
    /** Whether a full queue has its publishers refuse their users, or keep what they have for later. */
    refusesWhenFull: boolean;
  }) {
    this.name = parts.name;
    this.centre = parts.centre;
    this.queue = parts.queue;
    this.passes = parts.passes;
    this.refusesWhenFull = parts.refusesWhenFull;
  }

  /** Whether nobody should be let do what makes messages now. */
  get pushesBack(): boolean {
    return this.refusesWhenFull && this.queue.isFull;
  }

  /** One more reason for which the queue's consumers do not work. */
  stopConsumers(): void {
    if (this.stops++ === 0) this.queue.stop();
  }

  /** One such reason has gone. */
  resumeConsumers(): void {
    if (--this.stops === 0) this.queue.resume();
  }
}
