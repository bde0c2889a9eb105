import type { Simulation } from "../../kernel/simulation.ts";
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
  /** Whether a full queue has its publishers refuse their users, or keep what they have for later. */
  readonly refusesWhenFull: boolean;
  private readonly simulation: Simulation;
  private readonly publishHandler: number;
  private stops = 0;

  constructor(parts: {
    name: BookName;
    centre: MessageCentre;
    queue: MessageQueue;
    passes: readonly Reconciliation[];
    refusesWhenFull: boolean;
    simulation: Simulation;
  }) {
    const { centre, queue, simulation } = parts;
    this.name = parts.name;
    this.centre = centre;
    this.queue = queue;
    this.passes = parts.passes;
    this.refusesWhenFull = parts.refusesWhenFull;
    this.simulation = simulation;
    this.publishHandler = simulation.register(
      (claim) => queue.publish(simulation.now, claim, centre.userOf(claim)),
      `${queue.name} publish`,
    );
  }

  /** So much is owed to a user from atMs on, when the message is published that says so. */
  owe(atMs: number, amountFen: number, user: number): void {
    this.simulation.post(atMs, this.publishHandler, this.centre.owe(atMs, atMs, amountFen, user));
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
