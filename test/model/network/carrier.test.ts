import { describe, expect, it } from "vitest";
import { compileDistribution, lognormalFromMeanSd } from "../../../src/kernel/distribution.ts";
import { RandomStream } from "../../../src/kernel/random.ts";
import { AccessType } from "../../../src/model/network/access-type.ts";
import { CarrierEntry, type CarrierEntryParams, entryWeights } from "../../../src/model/network/carrier.ts";
import { accessOf, pathOf } from "../../../src/model/network/path-mix.ts";

/** The whole way up of a message that comes to the uplink at nowMs, its time on the air added after. */
function up(carrier: CarrierEntry, nowMs: number, path: number, bytes: number, stream: RandomStream): number {
  const atMs = carrier.enter(nowMs, bytes);
  return atMs + carrier.cityHalfMs + carrier.accessMs(path, stream) + carrier.congestionMs(path, stream);
}

const WIFI_RTT = compileDistribution(lognormalFromMeanSd(20, 15));

function access(loss = 0, retransmitMs = 1000): AccessType[] {
  const wifi = new AccessType({ rtt: WIFI_RTT, loss, retransmitMs });
  const constant = (value: number): AccessType =>
    new AccessType({ rtt: compileDistribution({ kind: "constant", value }), loss, retransmitMs });
  return [wifi, constant(75), constant(200), constant(800)];
}

function entry(changes: Partial<CarrierEntryParams> = {}): CarrierEntry {
  const wide = { bandwidthBps: 1e15, bufferMs: 200 };
  return new CarrierEntry({
    name: "sz/mobile",
    weights: [1, 0, 0, 0],
    access: access(),
    cityRttMs: 0,
    uplink: wide,
    downlink: wide,
    scaleK: 1,
    ...changes,
  });
}

describe("CarrierEntry", () => {
  it("gives each carrier a third of the traffic when WiFi enters by the fixed line", () => {
    const mix = [0.55, 0.15, 0.2, 0.1];
    const shares = [
      { wifi: 0.483, cellular: 0.15 },
      { wifi: 0.418, cellular: 0.23 },
      { wifi: 0.099, cellular: 0.62 },
    ];
    for (const carrier of shares) {
      const sum = entryWeights(mix, carrier).reduce((total, weight) => total + weight, 0);
      expect(Math.abs(sum - 1 / 3)).toBeLessThan(0.001);
    }
  });

  it("draws access types as often as the mix says", () => {
    const weights = entryWeights([0.55, 0.15, 0.2, 0.1], { wifi: 0.099, cellular: 0.62 });
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const carrier = entry({ weights });
    const stream = new RandomStream("mix");
    const n = 1_000_000;
    const counts = [0, 0, 0, 0];
    for (let i = 0; i < n; i++) {
      const type = accessOf(carrier.draw(stream));
      counts[type] = (counts[type] as number) + 1;
    }
    weights.forEach((weight, type) => {
      const p = weight / total;
      expect(Math.abs((counts[type] as number) / n - p)).toBeLessThanOrEqual(
        4 * Math.sqrt((p * (1 - p)) / n),
      );
    });
  });

  it("places attempts of each access type evenly in its law of round trips, whatever the mix", () => {
    const even = new AccessType({
      rtt: compileDistribution({ kind: "uniform", min: 0, max: 2 }),
      loss: 0,
      retransmitMs: 0,
    });
    const carrier = entry({ weights: [0.1, 0.5, 0.25, 0.15], access: [even, even, even, even] });
    const stream = new RandomStream("path");
    const places: number[][] = [[], [], [], []];
    for (let i = 0; i < 200_000; i++) {
      const path = carrier.draw(stream);
      places[accessOf(path)]?.push(carrier.accessMs(path, stream));
    }
    for (const own of places) {
      own.sort((a, b) => a - b);
      // Kolmogorov-Smirnov distance to the uniform law: 1.95 / sqrt(n) is passed once in 1,000.
      const distance = own.reduce((most, x, i) => Math.max(most, Math.abs(x - (i + 0.5) / own.length)), 0);
      expect(distance).toBeLessThan(1.95 / Math.sqrt(own.length));
    }
  });

  it("attempts that the air loses and those that it does not make up all, path and time on the air alike", () => {
    const lossy = (loss: number, min: number) =>
      new AccessType({
        rtt: compileDistribution({ kind: "uniform", min, max: 2 * min }),
        loss,
        retransmitMs: 1000,
      });
    const carrier = entry({
      weights: [0.4, 0.3, 0.2, 0.1],
      access: [lossy(0, 20), lossy(0.05, 80), lossy(0.1, 200), lossy(0.3, 800)],
    });
    expect(carrier.resentShare).toBeCloseTo(0.3 * 0.05 + 0.2 * 0.1 + 0.1 * 0.3, 12);
    expect(carrier.onceMaxMs).toBeCloseTo(800, 4);
    const n = 400_000;
    let longestMs = 0;
    /** By type: how many, how many lost, and their whole time on the air. */
    const sums = (draw: (stream: RandomStream) => { path: number; airMs: number; resent: boolean }) => {
      const stream = new RandomStream("kinds");
      const of = ["wifi", "4g", "3g", "2g"].map(() => ({ count: 0, resent: 0, airMs: 0 }));
      for (let i = 0; i < n; i++) {
        const { path, airMs, resent } = draw(stream);
        const sum = of[accessOf(path)] as (typeof of)[number];
        sum.count++;
        sum.resent += resent ? 1 : 0;
        sum.airMs += airMs;
        if (!resent) longestMs = Math.max(longestMs, airMs);
      }
      return of;
    };
    const whole = sums((stream) => {
      const path = carrier.draw(stream);
      const airMs = carrier.accessMs(path, stream);
      return { path, airMs, resent: carrier.resent };
    });
    const kinds = sums((stream) => {
      const resent = stream.chance(carrier.resentShare);
      const path = carrier.pathAt(stream.uniform(), resent);
      return { path, airMs: carrier.airMs(path, resent, stream), resent };
    });
    expect(kinds[0]?.resent).toBe(0);
    expect(longestMs).toBeLessThanOrEqual(carrier.onceMaxMs);
    expect(longestMs).toBeGreaterThan(0.99 * carrier.onceMaxMs);
    whole.forEach((sum, type) => {
      const kind = kinds[type] as typeof sum;
      // Counts differ by at most 5 standard errors of a difference; mean times on the air by 5 %.
      expect(Math.abs(kind.count - sum.count)).toBeLessThan(5 * Math.sqrt(2 * sum.count));
      expect(Math.abs(kind.resent - sum.resent)).toBeLessThanOrEqual(5 * Math.sqrt(2 * sum.resent));
      expect(Math.abs(kind.airMs / kind.count / (sum.airMs / sum.count) - 1)).toBeLessThan(0.05);
    });
  });

  it("gives up and down together the law of round trips: mean, spread and tail", () => {
    const carrier = entry({ cityRttMs: 8 });
    const stream = new RandomStream("rtt");
    const n = 400_000;
    const rttMs = new Float64Array(n);
    for (let i = 0; i < n; i++) {
      const path = carrier.draw(stream);
      const there = up(carrier, i, path, 300, stream) - i;
      rttMs[i] = there + carrier.down(i, path, 600, stream) - i - 8;
    }
    rttMs.sort();
    const mean = rttMs.reduce((sum, ms) => sum + ms, 0) / n;
    const variance = rttMs.reduce((sum, ms) => sum + (ms - mean) ** 2, 0) / n;
    expect(Math.abs(mean - 20)).toBeLessThanOrEqual((4 * 15) / Math.sqrt(n));
    expect(Math.abs(Math.sqrt(variance) / 15 - 1)).toBeLessThan(0.02);
    for (const p of [0.01, 0.1, 0.5, 0.9, 0.99, 0.999, 0.9999]) {
      // As many lie below the law's quantile as should.
      const below = rttMs.findIndex((ms) => ms > WIFI_RTT.quantile(p)) / n;
      expect(Math.abs(below - p)).toBeLessThanOrEqual(4 * Math.sqrt((p * (1 - p)) / n));
    }
  });

  it("delays a lost message by doubling timeouts: mean q/(1-2q) R, P(>= R) = q, P(>= 3R) = q^2", () => {
    const flat = new AccessType({
      rtt: compileDistribution({ kind: "constant", value: 0 }),
      loss: 0.1,
      retransmitMs: 1000,
    });
    const carrier = entry({ access: [flat, flat, flat, flat] });
    const stream = new RandomStream("loss");
    const path = carrier.draw(stream);
    const n = 2_000_000;
    let sum = 0;
    let squares = 0;
    let atLeastR = 0;
    let atLeast3R = 0;
    for (let i = 0; i < n; i++) {
      const seconds = Math.round(up(carrier, i, path, 0, stream) - i) / 1000;
      sum += seconds;
      squares += seconds * seconds;
      if (seconds >= 1) atLeastR++;
      if (seconds >= 3) atLeast3R++;
    }
    const mean = sum / n;
    const se = Math.sqrt((squares / n - mean * mean) / n);
    expect(Math.abs(mean - 0.125)).toBeLessThanOrEqual(4 * se);
    expect(se).toBeLessThanOrEqual((0.02 * 0.125) / 4);
    expect(Math.abs(atLeastR / n - 0.1)).toBeLessThanOrEqual(4 * Math.sqrt(0.09 / n));
    expect(Math.abs(atLeast3R / n - 0.01)).toBeLessThanOrEqual(4 * Math.sqrt(0.0099 / n));
  });

  it("lets all access types wait in one uplink, then lose: a downlink of its own does not feel it", () => {
    const uplink = { bandwidthBps: 8000, bufferMs: 25 };
    const carrier = entry({ uplink, access: access().map(() => access()[1] as AccessType) });
    const stream = new RandomStream("shared");
    const arrivals = [0, 1, 2, 3].map((type) => up(carrier, 0, pathOf(type, 75), 10, stream) - 37.5);
    expect(arrivals).toEqual([10, 20, 30, Infinity]);
    expect(carrier.down(0, pathOf(0, 75), 0, stream)).toBe(37.5);
    expect([carrier.uplink.messages, carrier.uplink.drops, carrier.downlink.messages]).toEqual([3, 1, 1]);
  });

  it("loses capacity, gains delay and loss in congestion, and is as before when it ends", () => {
    const carrier = entry({ uplink: { bandwidthBps: 8000, bufferMs: 1000 } });
    const jam = { capacityShare: 0.5, extraRttMs: 80, extraLoss: 0 };
    const storm = { capacityShare: 0.5, extraRttMs: 40, extraLoss: 0.9 };
    const stream = new RandomStream("jam");
    const before = up(carrier, 0, pathOf(1, 75), 10, stream);
    carrier.impair(1000, jam);
    expect(up(carrier, 1000, pathOf(1, 75), 10, stream) - 1000).toBe(before + 10 + 40);
    carrier.impair(2000, storm);
    const hit = Array.from(
      { length: 50 },
      (_, i) => up(carrier, 2000 + 100 * i, pathOf(1, 75), 10, stream) - 2000 - 100 * i,
    );
    expect(Math.min(...hit)).toBe(before + 30 + 60);
    expect(hit.filter((ms) => ms > before + 500).length).toBeGreaterThan(30);
    carrier.unimpair(8000, storm);
    expect(up(carrier, 8000, pathOf(1, 75), 10, stream) - 8000).toBe(before + 10 + 40);
    carrier.unimpair(9000, jam);
    expect(up(carrier, 9000, pathOf(1, 75), 10, stream) - 9000).toBe(before);
  });

  it("lets nothing through in an outage, and loses nothing else", () => {
    const carrier = entry();
    const stream = new RandomStream("out");
    carrier.fail();
    carrier.fail();
    expect(up(carrier, 0, 0.5, 10, stream)).toBe(Infinity);
    carrier.restore();
    expect(carrier.down(1, 0.5, 10, stream)).toBe(Infinity);
    carrier.restore();
    expect(carrier.isOut).toBe(false);
    expect(up(carrier, 2, 0.5, 10, stream)).toBeLessThan(Infinity);
    expect(carrier.lostByOutage).toBe(2);
    expect(carrier.uplink.messages).toBe(1);
  });

  it("answers for a reply that leaves later as of the queue now", () => {
    const carrier = entry();
    const stream = new RandomStream("ahead");
    const now = carrier.down(0, pathOf(1, 75), 10, stream);
    expect(carrier.down(1, pathOf(1, 75), 10, stream, 7) - 8).toBeCloseTo(now, 9);
  });

  it("refuses a mix that does not fit or is empty", () => {
    expect(() => entry({ weights: [1, 1] })).toThrow(RangeError);
    expect(() => entry({ weights: [0, 0, 0, 0] })).toThrow(RangeError);
  });
});
