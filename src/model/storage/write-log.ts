import { enlarge } from "../../kernel/enlarge.ts";

/** Arrival of a copy that a replica missed while it was down; it comes by catch-up. */
export const MISSED = -1;
/** Arrival of a copy that the replicas it is on could not send over to this one; it comes once they can. */
export const APART = -2;

/**
 * The recent writes of a replica group: a ring of columns, an entry known by its running number for ever.
 *
 * An entry older than `tail` has reached every replica and is forgotten. Above `entriesMax` (a replica that
 * is away for long keeps everything alive) the oldest are forgotten early and counted in `droppedEarly`.
 */
export class WriteLog {
  readonly replicas: number;
  /** Number of the oldest entry kept, and of the next one. */
  tail = 0;
  head = 0;
  droppedEarly = 0;

  /** By `at(entry)`: when it began, when it was acknowledged [ms], the previous entry of the same key. */
  beganMs = new Float64Array(64);
  acknowledgedMs = new Float64Array(64);
  previous = new Float64Array(64);
  /** By `at(entry) x replicas + replica`: when the copy arrived [ms], MISSED or APART. */
  arrivalMs: Float64Array;

  private mask = 63;
  private readonly entriesMax: number;

  constructor(replicas: number, entriesMax: number) {
    this.replicas = replicas;
    this.entriesMax = entriesMax;
    this.arrivalMs = new Float64Array(64 * replicas);
  }

  /** Where an entry's columns are; it must not be older than the tail. */
  at(entry: number): number {
    return entry & this.mask;
  }

  /** Adds an entry that began, and was acknowledged, then [ms], with its copies' arrivals by replica; returns its number. */
  add(beganMs: number, acknowledgedMs: number, previous: number, arrivalMs: Float64Array): number {
    const entry = this.push();
    const at = this.at(entry);
    this.beganMs[at] = beganMs;
    this.acknowledgedMs[at] = acknowledgedMs;
    this.previous[at] = previous;
    // Not `set`, for which V8 calls out of its code.
    const first = at * this.replicas;
    for (let i = 0; i < arrivalMs.length; i++) this.arrivalMs[first + i] = arrivalMs[i] as number;
    return entry;
  }

  private push(): number {
    if (this.head - this.tail > this.mask) {
      if (this.head - this.tail < this.entriesMax) this.enlarge();
      else {
        this.tail++;
        this.droppedEarly++;
      }
    }
    return this.head++;
  }

  private enlarge(): void {
    const length = this.mask + 1;
    this.beganMs = enlarge(this.beganMs, 2 * length);
    this.acknowledgedMs = enlarge(this.acknowledgedMs, 2 * length);
    this.previous = enlarge(this.previous, 2 * length);
    this.arrivalMs = enlarge(this.arrivalMs, 2 * length * this.replicas);
    this.mask = 2 * length - 1;
    for (let entry = this.tail; entry < this.head; entry++) {
      const from = entry & (length - 1);
      const to = entry & this.mask;
      if (from === to) continue;
      this.beganMs[to] = this.beganMs[from] as number;
      this.acknowledgedMs[to] = this.acknowledgedMs[from] as number;
      this.previous[to] = this.previous[from] as number;
      const { replicas } = this;
      this.arrivalMs.copyWithin(to * replicas, from * replicas, (from + 1) * replicas);
    }
  }
}
