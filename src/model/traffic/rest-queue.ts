/** Moments are kept in 1/16 ms, as int32: they go round after 74 hours. */
const TICKS_PER_MS = 16;
const MS_PER_TICK = 1 / TICKS_PER_MS;
/** Cells of a chunk: two for each user, who it is and since when he rests. */
const CHUNK_CELLS = 1 << 14;
/** Cells of a line of memory. */
const LINE_CELLS = 16;

/**
 * Users who rest, in the order in which they began to: first in, first out. Eight bytes each, in chunks, so that sixty
 * million take as much room as there are and nothing is copied when they become more.
 *
 * A rest is told up to an eighth of a millisecond too short, never too long; one of more than 37 hours is not told.
 */
export class RestQueue {
  /** How many rest. */
  size = 0;
  /** Made of what was looked at ahead: it says nothing, but without it nobody would look. */
  looked = 0;

  /** The chunk of the first, and of the last; where in them the first stands, and where the next goes. */
  private head: Int32Array = new Int32Array(CHUNK_CELLS);
  private tail: Int32Array = this.head;
  private headAt = 0;
  private tailAt = 0;
  /** Chunks after the head's, the tail's the last of them. */
  private readonly after: Int32Array[] = [];
  private readonly spare: Int32Array[] = [];

  /** The user rests from nowMs on, not before the last. */
  add(user: number, nowMs: number): void {
    if (this.tailAt === CHUNK_CELLS) this.openTail();
    const { tail, tailAt } = this;
    tail[tailAt] = user;
    tail[tailAt + 1] = (nowMs * TICKS_PER_MS + 1) | 0;
    this.tailAt = tailAt + 2;
    this.size++;
  }

  /** How long the first has rested at nowMs; somebody must rest. [ms] */
  restedMs(nowMs: number): number {
    const ticks = (((nowMs * TICKS_PER_MS) | 0) - (this.head[this.headAt + 1] as number)) | 0;
    return ticks > 0 ? ticks * MS_PER_TICK : 0;
  }

  /**
   * Looks at the first n ahead. They have rested for long, so that what is known of them is in far memory: all of it is
   * fetched at once here, instead of one line after the other.
   */
  lookAhead(n: number): void {
    const { head } = this;
    const end = Math.min(this.headAt + 2 * n, CHUNK_CELLS);
    let looked = 0;
    for (let at = this.headAt; at < end; at += LINE_CELLS) looked ^= head[at] as number;
    this.looked = looked;
  }

  /** Takes out the first; somebody must rest. */
  take(): number {
    const user = this.head[this.headAt] as number;
    this.headAt += 2;
    this.size--;
    if (this.headAt === CHUNK_CELLS) this.leaveHead();
    return user;
  }

  private openTail(): void {
    this.tail = this.spare.pop() ?? new Int32Array(CHUNK_CELLS);
    this.tailAt = 0;
    this.after.push(this.tail);
  }

  private leaveHead(): void {
    this.headAt = 0;
    const next = this.after.shift();
    if (next === undefined) {
      // The chunk was the only one, and its last has left.
      this.tailAt = 0;
      return;
    }
    this.spare.push(this.head);
    this.head = next;
  }
}
