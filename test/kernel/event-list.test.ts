import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { EventList } from "../../src/kernel/event-list.ts";
import { openStream } from "../../src/kernel/random.ts";

interface Pending {
  id: number;
  timeMs: number;
  tie: number;
  handler: number;
  arg: number;
}

/** The plainest event list there is: a sorted array. */
class SortedArray {
  private events: Pending[] = [];

  get size(): number {
    return this.events.length;
  }

  push(event: Pending): void {
    const { events } = this;
    let at = events.length;
    while (at > 0 && after(events[at - 1] as Pending, event)) at--;
    events.splice(at, 0, event);
  }

  cancel(id: number): boolean {
    const at = this.events.findIndex((event) => event.id === id);
    if (at >= 0) this.events.splice(at, 1);
    return at >= 0;
  }

  pop(): Pending | undefined {
    return this.events.shift();
  }
}

function after(a: Pending, b: Pending): boolean {
  return a.timeMs > b.timeMs || (a.timeMs === b.timeMs && a.tie > b.tie);
}

type Command =
  | { do: "push"; gap: number; tieJump: number }
  | { do: "burst"; gap: number; count: number; post: boolean }
  | { do: "pop"; count: number }
  | { do: "cancel"; pick: number };

const gaps = fc.oneof(
  fc.constantFrom(0, 0, 1, 1e-9, 0.01, 60_000, 14_400_000),
  fc.double({ min: 0, max: 10, noNaN: true }),
  fc.double({ min: 0, max: 1e9, noNaN: true }),
);
const commands = fc.array(
  fc.oneof<fc.Arbitrary<Command>[]>(
    fc.record({ do: fc.constant("push"), gap: gaps, tieJump: fc.integer({ min: -3, max: 3 }) }),
    fc.record({
      do: fc.constant("burst"),
      gap: gaps,
      count: fc.integer({ min: 1, max: 300 }),
      post: fc.boolean(),
    }),
    fc.record({ do: fc.constant("pop"), count: fc.integer({ min: 1, max: 150 }) }),
    fc.record({ do: fc.constant("cancel"), pick: fc.nat() }),
  ),
  { minLength: 1, maxLength: 60 },
);

/** Runs the commands on both lists and compares every answer. */
function compare(script: readonly Command[]): void {
  const list = new EventList(4);
  const model = new SortedArray();
  const ids: number[] = [];
  let now = 0;
  let tie = 0;
  const push = (gap: number, jump: number, isPost: boolean): void => {
    // Ties of equal times need not come in rising order: messages carry their sender's.
    tie += 8;
    const event = { timeMs: now + gap, tie: tie + jump, handler: tie & 7, arg: tie };
    if (isPost) {
      list.post(event.timeMs, event.tie, event.handler, event.arg);
      model.push({ ...event, id: Number.NaN });
      return;
    }
    const id = list.push(event.timeMs, event.tie, event.handler, event.arg);
    ids.push(id);
    model.push({ ...event, id });
  };
  const pop = (): void => {
    const expected = model.pop();
    const peeked = list.peekTime();
    const popped = list.pop();
    if (expected === undefined) {
      expect([peeked, popped]).toEqual([Number.POSITIVE_INFINITY, false]);
      return;
    }
    now = expected.timeMs;
    const same = popped && peeked === now && list.timeMs === now && list.arg === expected.arg;
    // Spelt out only on a difference: `expect` is slower than the list.
    if (!same || list.handler !== expected.handler) {
      expect([peeked, list.timeMs, list.handler, list.arg]).toEqual([
        now,
        now,
        expected.handler,
        expected.arg,
      ]);
    }
  };
  for (const command of script) {
    if (command.do === "push") push(command.gap, command.tieJump, false);
    else if (command.do === "burst")
      for (let i = 0; i < command.count; i++) push(command.gap, -(i % 5), command.post);
    else if (command.do === "pop") for (let i = 0; i < command.count; i++) pop();
    else if (ids.length > 0) {
      const id = ids[command.pick % ids.length] as number;
      expect(list.cancel(id)).toBe(model.cancel(id));
    }
    expect(list.size).toBe(model.size);
  }
  while (model.size > 0) pop();
  pop();
}

describe("EventList", () => {
  test("gives the same events in the same order as a sorted array, with ties, cancellations and skewed gaps", () => {
    fc.assert(fc.property(commands, compare), { seed: 20150218, numRuns: 300 });
  });

  test("gives every event once and in order while they grow from none to 400,000 and back, with ties and cancellations", () => {
    const list = new EventList(4);
    const stream = openStream("event list", "growth");
    const EVENTS = 800_000;
    const timeOf = new Float64Array(EVENTS);
    const fate = new Uint8Array(EVENTS);
    const [PENDING, FIRED, CANCELLED] = [1, 2, 3];
    const idOf = new Float64Array(EVENTS);
    let [pushed, lastMs, lastTie, disorder, wrong] = [0, 0, -1, 0, 0];
    const pop = (): void => {
      if (!list.pop()) return;
      const tie = list.arg;
      if (list.timeMs < lastMs || (list.timeMs === lastMs && tie < lastTie)) disorder++;
      if (fate[tie] !== PENDING || timeOf[tie] !== list.timeMs) wrong++;
      fate[tie] = FIRED;
      [lastMs, lastTie] = [list.timeMs, tie];
    };
    // Three quarters of the times are whole milliseconds: ties of hundreds.
    const push = (): void => {
      const gapMs = stream.exponential(100);
      const timeMs = lastMs + (stream.chance(0.75) ? Math.ceil(gapMs) : gapMs);
      timeOf[pushed] = timeMs;
      fate[pushed] = PENDING;
      if (pushed % 4 === 0) idOf[pushed] = list.push(timeMs, pushed, 0, pushed);
      else list.post(timeMs, pushed, 0, pushed);
      pushed++;
    };
    const cancelAny = (): void => {
      const which = 4 * stream.integer(pushed / 4);
      if (list.cancel(idOf[which] as number) !== (fate[which] === PENDING)) wrong++;
      if (fate[which] === PENDING) fate[which] = CANCELLED;
    };
    for (let i = 0; i < 400_000; i++) push();
    while (pushed < EVENTS) {
      pop();
      push();
      if (pushed % 3 === 0) cancelAny();
    }
    for (let left = list.size; left > 0; left--) pop();
    expect([disorder, wrong, fate.indexOf(PENDING)]).toEqual([0, 0, -1]);
  });

  test("gives every event once and in order while thousands leap from afar into equal times and back", () => {
    const list = new EventList(4);
    const stream = openStream("event list", "leaps");
    const fired = new Uint8Array(200_000);
    let [pushed, lastMs, disorder] = [0, 0, 0];
    for (let round = 0; round < 40; round++) {
      // All at one time, or within a hair, or spread out; so that piles cannot part them, then can.
      const spanMs = [0, 1e-9, 1000][round % 3] as number;
      for (let i = 0; i < 5000; i++) {
        const timeMs = lastMs + 50 + spanMs * stream.uniform();
        if (i % 10 === 0) list.push(timeMs, pushed, 0, pushed);
        else list.post(timeMs, pushed, 0, pushed);
        pushed++;
      }
      for (let i = 0; i < 4900; i++) {
        list.pop();
        if (list.timeMs < lastMs) disorder++;
        lastMs = list.timeMs;
        fired[list.arg] = (fired[list.arg] as number) + 1;
      }
    }
    while (list.pop()) fired[list.arg] = (fired[list.arg] as number) + 1;
    expect([disorder, pushed, fired.findIndex((times) => times !== 1), list.size]).toEqual([
      0, 200_000, -1, 0,
    ]);
  });

  test("fires equal times in the order of their tie keys", () => {
    const list = new EventList();
    for (const tie of [5, 1, 4, 2, 3]) list.push(7, tie, 0, tie);
    const order: number[] = [];
    while (list.pop()) order.push(list.arg);
    expect(order).toEqual([1, 2, 3, 4, 5]);
  });

  test("refuses an id whose event has fired, even when its slot is in use again", () => {
    const list = new EventList();
    const first = list.push(1, 1, 0, 0);
    list.pop();
    const second = list.push(2, 2, 0, 0);
    expect([list.cancel(first), list.cancel(second), list.cancel(second)]).toEqual([false, true, false]);
  });

  test.each([-1, 0.5, 1e300, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])(
    "refuses to cancel %d, which is no id",
    (id) => {
      const list = new EventList();
      list.push(1, 1, 0, 0);
      expect(list.cancel(id)).toBe(false);
      expect(list.size).toBe(1);
    },
  );

  test("popBefore leaves an event at the end of its window where it is", () => {
    const list = new EventList();
    list.push(5, 1, 0, 0);
    expect([list.popBefore(5), list.popBefore(5.000001), list.popBefore(9)]).toEqual([false, true, false]);
  });

  test("cancelled events do not pile up: a million timers set and cancelled need little room", () => {
    const list = new EventList();
    for (let i = 0; i < 1_000_000; i++) list.cancel(list.push(1e6 + i, i, 0, 0));
    expect(list.size).toBe(0);
    expect(list.capacity).toBeLessThan(4096);
  });
});
