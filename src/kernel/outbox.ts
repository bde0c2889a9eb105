import { enlarge } from "./enlarge.ts";
import { MESSAGE_FIELDS } from "./inbox.ts";

const CAPACITY = 64;

/** Takes a message for a district; its eight fields begin at `at`. */
export type Delivery = (
  to: number,
  handler: number,
  arg: number,
  timeMs: number,
  tieKey: number,
  from: number,
  fields: Float64Array,
  at: number,
) => void;

/** What a group of districts has sent to others in the present window: columns of typed arrays, emptied when the window closes. */
export class Outbox {
  from = new Int32Array(CAPACITY);
  to = new Int32Array(CAPACITY);
  handler = new Int32Array(CAPACITY);
  arg = new Int32Array(CAPACITY);
  timeMs = new Float64Array(CAPACITY);
  tieKey = new Float64Array(CAPACITY);
  fields = new Float64Array(CAPACITY * MESSAGE_FIELDS);
  size = 0;

  /** Adds a message and returns where its payload begins in `fields`. */
  append(from: number, to: number, handler: number, arg: number, timeMs: number, tieKey: number): number {
    if (this.size === this.to.length) this.grow();
    const i = this.size++;
    this.from[i] = from;
    this.to[i] = to;
    this.handler[i] = handler;
    this.arg[i] = arg;
    this.timeMs[i] = timeMs;
    this.tieKey[i] = tieKey;
    return i * MESSAGE_FIELDS;
  }

  /** Delivers message i. */
  hand(i: number, deliver: Delivery): void {
    deliver(
      this.to[i] as number,
      this.handler[i] as number,
      this.arg[i] as number,
      this.timeMs[i] as number,
      this.tieKey[i] as number,
      this.from[i] as number,
      this.fields,
      i * MESSAGE_FIELDS,
    );
  }

  clear(): void {
    this.size = 0;
  }

  private grow(): void {
    const capacity = this.to.length * 2;
    this.from = enlarge(this.from, capacity);
    this.to = enlarge(this.to, capacity);
    this.handler = enlarge(this.handler, capacity);
    this.arg = enlarge(this.arg, capacity);
    this.timeMs = enlarge(this.timeMs, capacity);
    this.tieKey = enlarge(this.tieKey, capacity);
    this.fields = enlarge(this.fields, capacity * MESSAGE_FIELDS);
  }
}
