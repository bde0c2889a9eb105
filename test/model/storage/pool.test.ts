import { describe, expect, test } from "vitest";
import { openStream } from "../../../src/kernel/random.ts";
import { Pool } from "../../../src/model/storage/pool.ts";

/** Mean wait, and backlog at the end, of Poisson arrivals with exponential service of mean 1 ms. */
function drive(pool: Pool, servers: number, k: number, load: number, forMs: number) {
  const stream = openStream("pool", `${servers}/${k}/${load}`);
  const gapMs = k / (servers * load);
  let nowMs = 0;
  for (;;) {
    nowMs += stream.exponential(gapMs);
    if (nowMs > forMs) break;
    pool.arrive(nowMs, stream.exponential(1));
  }
  return { meanWaitMs: pool.waitedMs / pool.arrived, backlogMs: pool.backlogMs(forMs) };
}

describe("a pool at full size", () => {
  // validity.md: M/M/10, A = 8: Wq .20459008.
  test("waits as Erlang C says", () => {
    const waits = Array.from({ length: 50 }, (_, i) => {
      const stream = openStream(`erlang ${i}`, "pool");
      const pool = new Pool({ servers: 10, k: 1 });
      let nowMs = 0;
      for (let n = 0; n < 65_000; n++) {
        nowMs += stream.exponential(1 / 8);
        pool.arrive(nowMs, stream.exponential(1));
      }
      return pool.waitedMs / pool.arrived;
    });
    const mean = waits.reduce((sum, wait) => sum + wait, 0) / waits.length;
    const sd = Math.sqrt(waits.reduce((sum, wait) => sum + (wait - mean) ** 2, 0) / (waits.length - 1));
    const error = sd / Math.sqrt(waits.length);
    expect(Math.abs(mean - 0.20459008)).toBeLessThan(4 * error);
    expect(error).toBeLessThan((0.05 * 0.20459008) / 4);
  });

  test("serves in the order of arrival, each by the server that is free first", () => {
    const pool = new Pool({ servers: 2, k: 1 });
    expect([0, 1, 2, 3].map((nowMs) => pool.arrive(nowMs, 10))).toEqual([0, 1, 10, 11]);
    expect(pool.backlogMs(4)).toBe(16);
    expect(pool.backlogMs(25)).toBe(0);
  });
});

describe("a shrunk pool", () => {
  test("below saturation waits as little as the whole one", () => {
    for (const k of [1, 6, 35, 106]) {
      const { meanWaitMs, backlogMs } = drive(new Pool({ servers: 32, k }), 32, k, 0.67, 200_000);
      // M/M/32 at .67 waits 0.0021 ms on average; one service is 1 ms.
      expect(meanWaitMs).toBeLessThan(0.01);
      expect(backlogMs).toBeLessThan(1);
    }
  });

  test("under a lasting overload builds the backlog of the whole one", () => {
    const forMs = 30_000;
    const whole = drive(new Pool({ servers: 32, k: 1 }), 32, 1, 1.2, forMs).backlogMs;
    expect(whole / (0.2 * forMs)).toBeCloseTo(1, 1);
    for (const k of [6, 35, 106]) {
      const backlogs = Array.from({ length: 8 }, (_, i) => {
        const stream = openStream(`overload ${i}`, `${k}`);
        const pool = new Pool({ servers: 32, k });
        for (let nowMs = 0; nowMs < forMs; nowMs += stream.exponential(k / 38.4))
          pool.arrive(nowMs, stream.exponential(1));
        return pool.backlogMs(forMs);
      });
      const mean = backlogs.reduce((sum, backlogMs) => sum + backlogMs, 0) / backlogs.length;
      expect(Math.abs(mean / whole - 1)).toBeLessThan(0.05);
    }
  });

  test("at half a server does not have the queue that one server at that load would have", () => {
    const shrunk = drive(new Pool({ servers: 32, k: 64 }), 32, 64, 0.8, 200_000).meanWaitMs;
    const single = drive(new Pool({ servers: 1, k: 1 }), 1, 1, 0.8, 200_000).meanWaitMs;
    expect(single).toBeGreaterThan(3.5);
    expect(shrunk).toBeLessThan(single / 10);
  });
});

describe("the work of a pool", () => {
  test.each([1, 6, 106])(
    "at scale 1/%i is all done in the end, and the utilisation is the load before",
    (k) => {
      const pool = new Pool({ servers: 32, k });
      drive(pool, 32, k, 0.6, 100_000);
      expect(pool.busyMs(100_000) / (100_000 * pool.capacity)).toBeCloseTo(0.6, 1);
      const leftMs = pool.workMs - pool.busyMs(1e9);
      // The fluid charges running means, which trail the last arrivals.
      expect(Math.abs(leftMs)).toBeLessThan(k === 1 ? 1e-6 : 64);
    },
  );
});
