import { enlarge } from "./enlarge.ts";
import { MESSAGE_FIELDS } from "./inbox.ts";

const CAPACITY = 64;

/** What a district has sent in the present window: columns of typed arrays, emptied when the window closes. */
export class Outbox {
  to = new Int32Array(CAPACITY);
  handler = new Int32Array(CAPACITY);
  arg = new Int32Array(CAPACITY);
  timeMs = new Float64Array(CAPACITY);
  tieKey = new Float64Array(CAPACITY);
  fields = new Float64Array(CAPACITY * MESSAGE_FIELDS);
  size = 0;

  /** Adds a message and returns where its payload begins in `fields`. */
  append(to: number, handler: number, arg: number, timeMs: number, tieKey: number): number {
    if (this.size === this.to.length) this.grow();
    const i = this.size++;
    this.to[i] = to;
    this.handler[i] = handler;
    this.arg[i] = arg;
    this.timeMs[i] = timeMs;
    this.tieKey[i] = tieKey;
    return i * MESSAGE_FIELDS;
  }

  /** Copies message i's payload into slot `slot` of the target. */
  copyFields(i: number, target: Float64Array, slot: number): void {
    const { fields } = this;
    const from = i * MESSAGE_FIELDS;
    const to = slot * MESSAGE_FIELDS;
    for (let k = 0; k < MESSAGE_FIELDS; k++) target[to + k] = fields[from + k] as number;
  }

  clear(): void {
    this.size = 0;
  }

  private grow(): void {
    const capacity = this.to.length * 2;
    this.to = enlarge(this.to, capacity);
    this.handler = enlarge(this.handler, capacity);
    this.arg = enlarge(this.arg, capacity);
    this.timeMs = enlarge(this.timeMs, capacity);
    this.tieKey = enlarge(this.tieKey, capacity);
    this.fields = enlarge(this.fields, capacity * MESSAGE_FIELDS);
  }
}
