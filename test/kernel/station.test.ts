import { describe, expect, test } from "vitest";
import { openStream } from "../../src/kernel/random.ts";
import { FcfsStation } from "../../src/kernel/station.ts";

describe("FcfsStation", () => {
  test("one server: who finds it busy starts when the one before leaves", () => {
    const station = new FcfsStation();
    const starts = [0, 1, 2, 10].map((timeMs) => station.arrive(timeMs, 4));
    expect([starts, station.departureMs]).toEqual([[0, 4, 8, 12], 16]);
  });

  test("two servers: the earliest free one takes the next", () => {
    const station = new FcfsStation({ servers: 2 });
    expect(station.arrive(0, 10)).toBe(0);
    expect(station.arrive(0, 1)).toBe(0);
    expect([station.arrive(0, 5), station.arrive(0, 5), station.waitMs(0)]).toEqual([1, 6, 10]);
  });

  test("with no place to wait, who finds all servers busy is refused, and takes no service", () => {
    const station = new FcfsStation({ waitingMax: 0 });
    expect(station.arrive(0, 5)).toBe(0);
    expect(station.arrive(4.9, 5)).toBeNaN();
    expect([station.arrive(5, 5), station.refused, station.serviceMs]).toEqual([5, 1, 10]);
  });

  test("with two places, the third to wait is refused until one starts", () => {
    const station = new FcfsStation({ waitingMax: 2 });
    expect([0, 0, 0, 0].map(() => station.arrive(0, 5))).toEqual([0, 5, 10, Number.NaN]);
    expect([station.waitingAt(0), station.waitingAt(5), station.arrive(5, 5)]).toEqual([2, 1, 15]);
  });

  test.each([1, 3, 8])(
    "with %d servers, waiting, busy and busyMs agree with a count of all customers",
    (servers) => {
      const station = new FcfsStation({ servers });
      const stream = openStream("1", `station ${servers}`);
      const customers: { at: number; start: number; end: number }[] = [];
      let now = 0;
      for (let i = 0; i < 2000; i++) {
        now += stream.exponential(1 / (0.95 * servers));
        const start = station.arrive(now, stream.exponential(1));
        customers.push({ at: now, start, end: station.departureMs });
        const t = now + stream.uniform();
        expect(station.waitingAt(t)).toBe(customers.filter((c) => c.start > t).length);
        expect(station.busyAt(t)).toBe(customers.filter((c) => c.start <= t && c.end > t).length);
        if (i % 100 === 0) {
          const busy = customers.reduce((sum, c) => sum + Math.max(0, Math.min(t, c.end) - c.start), 0);
          expect(station.busyMs(t)).toBeCloseTo(busy, 6);
        }
      }
    },
  );

  test("arrivals out of order, or without a service time, are an invariant error", () => {
    const station = new FcfsStation({ name: "access" });
    station.arrive(5, 1);
    expect(() => station.arrive(4, 1)).toThrow("access at 4 ms: cannot take an arrival at 4 ms");
    expect(() => station.arrive(6, Number.NaN)).toThrow("a service of NaN ms");
  });
});
