import { Simulation } from "../../kernel/simulation.ts";
import type { Book, BookName } from "./book.ts";

/**
 * The books of one set and all that keeps them, on a clock of their own.
 *
 * Nobody waits for the books: what is owed is written down at once, its message is published at the commit, and what
 * becomes of it concerns nobody before somebody looks. So their events are not among the world's. They are caught up
 * with, in order, when somebody looks: many at a time, while all that they touch is at hand. Whoever takes a book from
 * here finds it as it is now; one who keeps it has to have the office caught up with before each look.
 */
export class BackOffice {
  /** The books' own clock, never ahead of the set's. */
  readonly sim: Simulation;
  private readonly setSim: Simulation;
  private readonly kept: readonly Book[];
  private readonly refusing: readonly Book[];
  private readonly wallet: Book;
  private readonly lists: Book | undefined;
  private readonly orders: Book | undefined;

  /** @param open makes the books on the clock given, the wallet first */
  constructor(name: string, setSim: Simulation, open: (sim: Simulation) => readonly Book[]) {
    this.sim = new Simulation({ id: setSim.id, name });
    this.setSim = setSim;
    this.kept = open(this.sim);
    this.refusing = this.kept.filter((book) => book.refusesWhenFull);
    this.wallet = this.kept[0] as Book;
    this.lists = this.kept.find(({ name: book }) => book === "lists");
    this.orders = this.kept.find(({ name: book }) => book === "orders");
  }

  /** All books as they are now, the wallet first. */
  get books(): readonly Book[] {
    this.catchUp();
    return this.kept;
  }

  /** One of them as it is now; none where the scenario does not keep it. */
  book(name: BookName): Book | undefined {
    return this.books.find((book) => book.name === name);
  }

  /** Whether one of them is so full now that nothing more should come of it. */
  get pushesBack(): boolean {
    if (this.refusing.length === 0) return false;
    this.catchUp();
    return this.refusing.some((book) => book.pushesBack);
  }

  /** A user's share of so much has been opened at atMs: owed from then on are an amount, and an entry of a list. */
  opened(atMs: number, amountFen: number, user: number): void {
    this.wallet.owe(atMs, amountFen, user);
    if (this.lists !== undefined) this.lists.owe(atMs, 0, user);
  }

  /** A user's order has been made at atMs, of which a record is owed. */
  ordered(atMs: number, user: number): void {
    if (this.orders !== undefined) this.orders.owe(atMs, 0, user);
  }

  /** Lets everything happen that is due by now. */
  catchUp(): void {
    const { now } = this.setSim;
    if (this.sim.now < now) this.sim.runBefore(now);
  }
}
