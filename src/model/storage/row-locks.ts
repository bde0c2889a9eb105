import { enlarge } from "../../kernel/enlarge.ts";

/** Row of a transaction that locks none: it inserts a new one. */
export const NO_ROW = -1;

const NONE = -1;

/** When a row was locked where nobody knows of it. */
const NEVER = Number.NEGATIVE_INFINITY;

/**
 * The locks of a database's rows, and who waits for each, first come, first served. Tickets are the caller's. Rows are many,
 * and transactions that meet another few: something is kept only of rows that a ticket is here for.
 */
export class RowLocks {
  /** By row that a ticket is here for: the place of what follows. */
  private readonly places = new Map<number, number>();
  private readonly freePlaces: number[] = [];
  /** By place: until when the row is locked [ms] (Infinity: nobody knows). */
  private until = new Float64Array(16);
  /** By place: tickets that are here, those of them that have not yet committed, and those that wait; the first and the last that do. */
  private here = new Int32Array(16);
  private present = new Int32Array(16);
  private waiting = new Int32Array(16);
  private first = new Int32Array(16);
  private last = new Int32Array(16);
  /** By ticket: who waits behind it. */
  private next = new Int32Array(16);

  /** A ticket is here for the row, which somebody who has none keeps locked until then [ms]. */
  enter(row: number, lockedUntilMs: number): void {
    if (row === NO_ROW) return;
    const place = this.places.get(row) ?? this.takePlace(row);
    this.here[place] = (this.here[place] as number) + 1;
    this.present[place] = (this.present[place] as number) + 1;
    if (lockedUntilMs > (this.until[place] as number)) this.until[place] = lockedUntilMs;
  }

  /** A ticket that is here has committed, or will not; it does not wait. */
  commit(row: number): void {
    if (row === NO_ROW) return;
    const place = this.places.get(row) as number;
    this.present[place] = (this.present[place] as number) - 1;
  }

  /** A ticket that has committed, or will not, is here no more. */
  leave(row: number): void {
    if (row === NO_ROW) return;
    const place = this.places.get(row) as number;
    const here = (this.here[place] as number) - 1;
    this.here[place] = here;
    if (here > 0) return;
    this.places.delete(row);
    this.freePlaces.push(place);
  }

  /** Whether a transaction that came at atMs would find the row free and nobody there. */
  isFree(row: number, atMs: number): boolean {
    return this.lockedUntilMs(row) <= atMs && this.presentAt(row) === 0;
  }

  /** Until when a row is locked, as far as those know who are here for it [ms]; Infinity: nobody knows. */
  lockedUntilMs(row: number): number {
    const place = this.placeOf(row);
    return place === undefined ? NEVER : (this.until[place] as number);
  }

  /** Locks the row of a ticket that is here. */
  lockUntil(row: number, ms: number): void {
    const place = this.places.get(row);
    if (place !== undefined) this.until[place] = ms;
  }

  /** Tickets that are here for the row and have not yet committed. */
  presentAt(row: number): number {
    const place = this.placeOf(row);
    return place === undefined ? 0 : (this.present[place] as number);
  }

  /** Tickets that wait for the row. */
  waitingAt(row: number): number {
    const place = this.places.get(row);
    return place === undefined ? 0 : (this.waiting[place] as number);
  }

  /** A ticket waits behind all others of the row, for which it is here. */
  push(row: number, ticket: number): void {
    const place = this.places.get(row) as number;
    if (ticket >= this.next.length)
      this.next = enlarge(this.next, Math.max(2 * this.next.length, ticket + 1));
    this.next[ticket] = NONE;
    if (this.waiting[place] === 0) this.first[place] = ticket;
    else this.next[this.last[place] as number] = ticket;
    this.last[place] = ticket;
    this.waiting[place] = (this.waiting[place] as number) + 1;
  }

  /** The ticket that has waited longest leaves the queue and is returned; -1 when nobody waits. */
  shift(row: number): number {
    const place = this.places.get(row);
    if (place === undefined || this.waiting[place] === 0) return NONE;
    const ticket = this.first[place] as number;
    this.first[place] = this.next[ticket] as number;
    this.waiting[place] = (this.waiting[place] as number) - 1;
    return ticket;
  }

  /** Takes a ticket out of the queue, in which it is. */
  remove(row: number, ticket: number): void {
    const place = this.places.get(row) as number;
    const next = this.next[ticket] as number;
    this.waiting[place] = (this.waiting[place] as number) - 1;
    if (this.first[place] === ticket) {
      this.first[place] = next;
      return;
    }
    let before = this.first[place] as number;
    while (this.next[before] !== ticket) before = this.next[before] as number;
    this.next[before] = next;
    if (next === NONE) this.last[place] = before;
  }

  /** Mostly nobody is here for any row: then nothing need be looked up. */
  private placeOf(row: number): number | undefined {
    return this.places.size === 0 ? undefined : this.places.get(row);
  }

  private takePlace(row: number): number {
    const place = this.freePlaces.pop() ?? this.places.size;
    if (place >= this.here.length) {
      const length = 2 * this.here.length;
      this.until = enlarge(this.until, length);
      this.here = enlarge(this.here, length);
      this.present = enlarge(this.present, length);
      this.waiting = enlarge(this.waiting, length);
      this.first = enlarge(this.first, length);
      this.last = enlarge(this.last, length);
    }
    this.until[place] = NEVER;
    this.places.set(row, place);
    return place;
  }
}
