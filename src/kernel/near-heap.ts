import { enlarge } from "./enlarge.ts";

/**
 * A 4-ary heap of (time, tie key, slot) on typed arrays: the part of the event list that takes what is due at
 * once. O(log n) whatever comes, which is what keeps the whole list from choking on equal times.
 */
export class NearHeap {
  size = 0;
  times = new Float64Array(64);
  ties = new Float64Array(64);
  slots = new Int32Array(64);

  push(timeMs: number, tieKey: number, slot: number): void {
    if (this.size === this.slots.length) this.grow();
    const { times, ties, slots } = this;
    let i = this.size++;
    while (i > 0) {
      const parent = (i - 1) >> 2;
      const parentMs = times[parent] as number;
      if (timeMs > parentMs || (timeMs === parentMs && tieKey > (ties[parent] as number))) break;
      times[i] = parentMs;
      ties[i] = ties[parent] as number;
      slots[i] = slots[parent] as number;
      i = parent;
    }
    times[i] = timeMs;
    ties[i] = tieKey;
    slots[i] = slot;
  }

  /** Takes out the head, whose slot it returns. The heap must not be empty. */
  pop(): number {
    const { times, ties, slots } = this;
    const head = slots[0] as number;
    const size = --this.size;
    const timeMs = times[size] as number;
    const tieKey = ties[size] as number;
    let i = 0;
    for (;;) {
      let child = 4 * i + 1;
      if (child >= size) break;
      const end = Math.min(child + 4, size);
      let childMs = times[child] as number;
      for (let other = child + 1; other < end; other++) {
        const otherMs = times[other] as number;
        if (otherMs < childMs || (otherMs === childMs && (ties[other] as number) < (ties[child] as number))) {
          child = other;
          childMs = otherMs;
        }
      }
      if (timeMs < childMs || (timeMs === childMs && tieKey < (ties[child] as number))) break;
      times[i] = childMs;
      ties[i] = ties[child] as number;
      slots[i] = slots[child] as number;
      i = child;
    }
    times[i] = timeMs;
    ties[i] = tieKey;
    slots[i] = slots[size] as number;
    return head;
  }

  private grow(): void {
    const capacity = this.slots.length * 2;
    this.times = enlarge(this.times, capacity);
    this.ties = enlarge(this.ties, capacity);
    this.slots = enlarge(this.slots, capacity);
  }
}
