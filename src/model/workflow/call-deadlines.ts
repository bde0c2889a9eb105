import { enlarge } from "../../kernel/enlarge.ts";
import type { Simulation } from "../../kernel/simulation.ts";

/**
 * Deadlines of calls that all have the same length, so they fall due in the order in which they were set: a ring
 * and one pending event, instead of an event a call that would almost always be cancelled. When the first deadline
 * passes, all calls answered since are dropped, and the event waits for the next one that is still open.
 */
export class CallDeadlines {
  private slots = new Int32Array(CAPACITY);
  private tags = new Int32Array(CAPACITY);
  private dueMs = new Float64Array(CAPACITY);
  private head = 0;
  private count = 0;
  private armed = false;
  private readonly sim: Simulation;
  /** Of every call [ms]. */
  readonly lengthMs: number;
  private readonly isOpen: (slot: number, tag: number) => boolean;
  private readonly due: (slot: number) => void;
  private readonly handler: number;

  /**
   * @param lengthMs of every call's deadline
   * @param isOpen whether the call with this tag still waits in its slot
   * @param due what to do with a call whose deadline has passed
   */
  constructor(
    sim: Simulation,
    lengthMs: number,
    isOpen: (slot: number, tag: number) => boolean,
    due: (slot: number) => void,
  ) {
    this.sim = sim;
    this.lengthMs = lengthMs;
    this.isOpen = isOpen;
    this.due = due;
    this.handler = sim.register(() => this.expire(), "call deadline");
  }

  get nowMs(): number {
    return this.sim.now;
  }

  /** A call begins now; `tag` tells it from an earlier one in the same slot. */
  set(slot: number, tag: number): void {
    if (this.count === this.slots.length) this.grow();
    const at = (this.head + this.count) & (this.slots.length - 1);
    this.slots[at] = slot;
    this.tags[at] = tag;
    this.dueMs[at] = this.sim.now + this.lengthMs;
    this.count++;
    this.arm();
  }

  private arm(): void {
    if (this.armed || this.count === 0) return;
    this.armed = true;
    this.sim.at(this.dueMs[this.head] as number, this.handler);
  }

  private expire(): void {
    this.armed = false;
    while (this.count > 0) {
      const slot = this.slots[this.head] as number;
      const open = this.isOpen(slot, this.tags[this.head] as number);
      if (open && (this.dueMs[this.head] as number) > this.sim.now) break;
      this.head = (this.head + 1) & (this.slots.length - 1);
      this.count--;
      if (open) this.due(slot);
    }
    this.arm();
  }

  private grow(): void {
    const { length } = this.slots;
    const order = Int32Array.from({ length }, (_, i) => (this.head + i) & (length - 1));
    this.slots = enlarge(
      order.map((at) => this.slots[at] as number),
      length * 2,
    );
    this.tags = enlarge(
      order.map((at) => this.tags[at] as number),
      length * 2,
    );
    this.dueMs = enlarge(
      Float64Array.from(order, (at) => this.dueMs[at] as number),
      length * 2,
    );
    this.head = 0;
  }
}

const CAPACITY = 1024;
