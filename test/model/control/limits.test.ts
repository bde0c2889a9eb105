import { describe, expect, it } from "vitest";
import { RandomStream } from "../../../src/kernel/random.ts";
import { FcfsStation } from "../../../src/kernel/station.ts";
import { AdaptiveLimit } from "../../../src/model/control/adaptive-limit.ts";
import { createOverloadControl, type OverloadParams } from "../../../src/model/control/overload-control.ts";
import { expectMean } from "../../kernel/expect-mean.ts";

/** M/M/c at 1.2 x its capacity behind a control, fed forward: the share refused. */
function refusedShare(params: OverloadParams, servers: number, seed: number): number {
  const draws = new RandomStream(`limits ${seed}`);
  const station = new FcfsStation({ servers });
  const control = createOverloadControl(params);
  let refused = 0;
  let nowMs = 0;
  const requests = 50_000;
  for (let i = 0; i < requests; i++) {
    nowMs += draws.exponential(1 / (1.2 * servers));
    if (!control.admit(nowMs, draws)) {
      refused++;
      continue;
    }
    const serviceMs = draws.exponential(1);
    const startMs = station.arrive(nowMs, serviceMs);
    control.observe(startMs - nowMs, startMs);
    control.ended(startMs + serviceMs - nowMs, startMs + serviceMs);
  }
  return refused / requests;
}

/** P(blocked) of M/M/c/K, the load of all servers being a. */
function blocking(a: number, c: number, k: number): number {
  let term = 1;
  let sum = 1;
  for (let n = 1; n <= k; n++) {
    term *= a / Math.min(n, c);
    sum += term;
  }
  return term / sum;
}

describe("limits told ahead of what will happen", () => {
  it.each([
    ["a concurrency limit", { kind: "concurrencyLimit", limit: 7 }],
    ["a bounded queue", { kind: "boundedQueue", length: 3 }],
  ] as const)("%s of 4 servers and 3 places refuses as M/M/4/7 does", (_, params) => {
    const runs = Array.from({ length: 50 }, (_run, seed) => refusedShare(params, 4, seed));
    expectMean(runs, blocking(4.8, 4, 7), 0.01);
  });
});

describe("AdaptiveLimit", () => {
  const params = {
    kind: "adaptiveLimit",
    initial: 20,
    min: 5,
    max: 200,
    targetMs: 20,
    windowMs: 1000,
    growth: 1,
    backOff: 0.9,
  } as const;

  it("shrinks by a tenth after a window above its target, grows by one after one below it that reached it", () => {
    const limit = new AdaptiveLimit(params);
    const window = (from: number, responseMs: number, requests: number) => {
      for (let i = 0; i < requests; i++) if (limit.admit(from + 1)) limit.ended(responseMs, from + 500);
      limit.admit(from + 1000);
      limit.ended(0, from + 1000);
      return limit.limit;
    };
    expect(window(0, 30, 25)).toBeCloseTo(18, 9);
    expect(window(1000, 30, 25)).toBeCloseTo(16.2, 9);
    expect(window(2000, 10, 25)).toBeCloseTo(17.2, 9);
    expect(window(3000, 10, 3)).toBeCloseTo(17.2, 9);
  });

  it("settles where requests are answered in about the target, at 1.5 x the capacity", () => {
    const draws = new RandomStream("adaptive");
    const station = new FcfsStation();
    const limit = new AdaptiveLimit(params);
    let served = 0;
    let sumMs = 0;
    for (let nowMs = 0; nowMs < 300_000; nowMs += draws.exponential(1 / 1.5)) {
      if (!limit.admit(nowMs)) continue;
      const serviceMs = draws.exponential(1);
      const startMs = station.arrive(nowMs, serviceMs);
      limit.ended(startMs + serviceMs - nowMs, startMs + serviceMs);
      if (nowMs < 60_000) continue;
      served++;
      sumMs += startMs + serviceMs - nowMs;
    }
    expect(served / 240_000).toBeGreaterThan(0.98);
    expect(sumMs / served).toBeGreaterThan(12);
    expect(sumMs / served).toBeLessThan(22);
  });
});
