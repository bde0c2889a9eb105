import { describe, expect, it } from "vitest";
import { RandomStream } from "../../../src/kernel/random.ts";
import { FcfsStation } from "../../../src/kernel/station.ts";
import { createOverloadControl, type OverloadControl } from "../../../src/model/control/overload-control.ts";
import { QueueWaitControl } from "../../../src/model/control/queue-wait.ts";

const stream = new RandomStream("queue wait");
const PARAMS = { kind: "queueWait", thresholdMs: 20, windowMs: 1000, step: 0.05, rejectMax: 0.99 } as const;

/** A server of 1,000/s under `rateRps` for `seconds`; waits are told when they are known. */
function serve(control: OverloadControl, rateRps: number, seconds: number, station: FcfsStation, fromS = 0) {
  const draws = new RandomStream(`serve ${rateRps} ${fromS}`);
  let served = 0;
  let refused = 0;
  let waitSumMs = 0;
  for (let nowMs = fromS * 1000; ; ) {
    nowMs += draws.exponential(1000 / rateRps);
    if (nowMs >= (fromS + seconds) * 1000) return { served, refused, meanWaitMs: waitSumMs / served };
    if (!control.admit(nowMs, draws)) {
      refused++;
      continue;
    }
    const startMs = station.arrive(nowMs, draws.exponential(1));
    control.observe(startMs - nowMs, startMs);
    served++;
    waitSumMs += startMs - nowMs;
  }
}

describe("QueueWaitControl", () => {
  it("goes up 5 points a window above 20 ms, to 99 at most, and down 5 points a window else", () => {
    const control = new QueueWaitControl(PARAMS);
    const shares: number[] = [];
    for (let second = 0; second < 48; second++) {
      control.observe(second < 22 ? 20.1 : 20, second * 1000 + 500);
      control.admit((second + 1) * 1000, stream);
      shares.push(control.rejectShare);
    }
    for (let i = 0; i < 19; i++) expect(shares[i]).toBeCloseTo(0.05 * (i + 1), 9);
    expect(shares[19]).toBe(0.99);
    expect(shares[21]).toBe(0.99);
    expect(shares[22]).toBeCloseTo(0.94, 9);
    expect(shares[40]).toBeCloseTo(0.04, 9);
    expect(shares[41]).toBe(0);
    expect(shares[47]).toBe(0);
  });

  it("refuses the share that it says", () => {
    const control = new QueueWaitControl(PARAMS);
    for (let second = 0; second < 6; second++) {
      control.observe(100, second * 1000);
      control.admit((second + 1) * 1000, stream);
    }
    const n = 100_000;
    let refused = 0;
    for (let i = 0; i < n; i++) if (!control.admit(6500, stream)) refused++;
    expect(Math.abs(refused / n - 0.3)).toBeLessThanOrEqual(4 * Math.sqrt(0.21 / n));
  });

  it("counts a wait in the window in which service begins, however early it is told", () => {
    const control = new QueueWaitControl(PARAMS);
    control.observe(500, 2500);
    const shares = [1000, 2000, 2999, 3000, 4000].map((ms) => {
      control.admit(ms, stream);
      return control.rejectShare;
    });
    expect(shares).toEqual([0, 0, 0, 0.05, 0]);
  });

  it("takes each window without a request as one without wait, however long the pause", () => {
    const control = new QueueWaitControl(PARAMS);
    for (let second = 0; second < 19; second++) {
      control.observe(100, second * 1000);
      control.admit((second + 1) * 1000, stream);
    }
    control.admit(24_000, stream);
    expect(control.rejectShare).toBeCloseTo(0.7, 9);
    control.admit(1e6, stream);
    expect(control.rejectShare).toBe(0);
    control.observe(100, 1e6 + 10);
    control.admit(1e6 + 1000, stream);
    expect(control.rejectShare).toBe(0.05);
  });

  it("keeps the wait of a server at 1.5 x its capacity bounded and 9 of 10 of its time busy, where without it the wait grows", () => {
    const guarded = serve(createOverloadControl(PARAMS), 1500, 120, new FcfsStation());
    expect(guarded.served / 120).toBeGreaterThan(900);
    expect(guarded.meanWaitMs).toBeLessThan(1500);
    const open = serve(createOverloadControl({ kind: "none" }), 1500, 120, new FcfsStation());
    expect(open.refused).toBe(0);
    expect(open.meanWaitMs).toBeGreaterThan(10_000);
  });

  it("refuses nobody at 0.8 of the capacity, and nobody any more some windows after an overload", () => {
    const control = createOverloadControl(PARAMS);
    const station = new FcfsStation();
    expect(serve(control, 800, 60, station).refused).toBe(0);
    expect(serve(control, 3000, 20, station, 60).refused).toBeGreaterThan(10_000);
    serve(control, 800, 120, station, 80);
    expect(serve(control, 800, 30, station, 200).refused).toBe(0);
  });
});
