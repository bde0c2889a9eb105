import type { Simulation } from "../../kernel/simulation.ts";
import type { Book } from "../messaging/book.ts";
import type { SetCell } from "../site/set-cell.ts";
import { packetOfOrder } from "./order-number.ts";

/**
 * What a set writes down for users without letting them wait: an amount and an entry of a list for each share opened, a
 * record for each order made. Each is owed from the commit on, and its message published then.
 */
export class Bookkeeping {
  private readonly sim: Simulation;
  private readonly publishHandlers = new Map<Book, number>();

  constructor(sim: Simulation, cells: readonly SetCell[]) {
    this.sim = sim;
    for (const book of cells.flatMap(({ parts }) => parts.books)) {
      const { queue, centre } = book;
      const handler = sim.register(
        (claim) => queue.publish(sim.now, claim, centre.userOf(claim)),
        `${queue.name} publish`,
      );
      this.publishHandlers.set(book, handler);
    }
  }

  /** A user's share of so much has been opened at atMs. */
  opened(cell: SetCell, atMs: number, amountFen: number, user: number): void {
    this.owe(cell.wallet, atMs, amountFen, user);
    const lists = cell.book("lists");
    if (lists !== undefined) this.owe(lists, atMs, 0, user);
  }

  /** A user's order has been made at atMs. */
  ordered(cell: SetCell, atMs: number, user: number): void {
    const orders = cell.book("orders");
    if (orders !== undefined) this.owe(orders, atMs, 0, user);
  }

  private owe(book: Book, atMs: number, amountFen: number, user: number): void {
    const claim = book.centre.owe(atMs, atMs, amountFen, user);
    this.sim.at(atMs, this.publishHandlers.get(book) as number, claim);
  }
}

/** A member of a packet's group as a user: the same in no other packet. */
export function userOfMember(order: number, member: number): number {
  return (packetOfOrder(order) * MEMBERS + member + MEMBERS) % USERS;
}

const MEMBERS = 1024;
const USERS = 2 ** 30;
