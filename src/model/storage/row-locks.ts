import { enlarge } from "../../kernel/enlarge.ts";

/** Row of a transaction that locks none: it inserts a new one. */
export const NO_ROW = -1;

const NONE = -1;

/** The locks of a database's rows, and who waits for each, first come, first served. Tickets are the caller's. */
export class RowLocks {
  /** By row: until when it is locked [ms] (Infinity: nobody knows), and how many wait for it. */
  lockedUntilMs = new Float64Array(16).fill(Number.NEGATIVE_INFINITY);
  waiting = new Int32Array(16);
  /** By row: transactions that are here for it and have not yet committed. */
  present = new Int32Array(16);

  private first = new Int32Array(16).fill(NONE);
  private last = new Int32Array(16).fill(NONE);
  /** By ticket: who waits behind it. */
  private next = new Int32Array(16);

  /** Makes room for a row. */
  know(row: number): void {
    const before = this.present.length;
    if (row < before) return;
    const length = Math.max(2 * before, row + 1);
    this.lockedUntilMs = enlarge(this.lockedUntilMs, length).fill(Number.NEGATIVE_INFINITY, before);
    this.first = enlarge(this.first, length).fill(NONE, before);
    this.last = enlarge(this.last, length).fill(NONE, before);
    this.waiting = enlarge(this.waiting, length);
    this.present = enlarge(this.present, length);
  }

  /** Whether a transaction that came at atMs would find the row free and nobody there. */
  isFree(row: number, atMs: number): boolean {
    if (row === NO_ROW || row >= this.present.length) return true;
    return this.present[row] === 0 && (this.lockedUntilMs[row] as number) <= atMs;
  }

  count(row: number, change: number): void {
    if (row !== NO_ROW) this.present[row] = (this.present[row] as number) + change;
  }

  /** A ticket waits behind all others of the row. */
  push(row: number, ticket: number): void {
    if (ticket >= this.next.length)
      this.next = enlarge(this.next, Math.max(2 * this.next.length, ticket + 1));
    this.next[ticket] = NONE;
    if (this.waiting[row] === 0) this.first[row] = ticket;
    else this.next[this.last[row] as number] = ticket;
    this.last[row] = ticket;
    this.waiting[row] = (this.waiting[row] as number) + 1;
  }

  /** The ticket that has waited longest leaves the queue and is returned; -1 when nobody waits. */
  shift(row: number): number {
    const ticket = this.first[row] as number;
    if (ticket !== NONE) this.remove(row, ticket);
    return ticket;
  }

  /** Takes a ticket out of the queue. */
  remove(row: number, ticket: number): void {
    const next = this.next[ticket] as number;
    this.waiting[row] = (this.waiting[row] as number) - 1;
    if (this.first[row] === ticket) {
      this.first[row] = next;
      return;
    }
    let before = this.first[row] as number;
    while (this.next[before] !== ticket) before = this.next[before] as number;
    this.next[before] = next;
    if (next === NONE) this.last[row] = before;
  }
}
