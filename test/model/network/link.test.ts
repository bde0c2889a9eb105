import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RandomStream } from "../../../src/kernel/random.ts";
import { Link } from "../../../src/model/network/link.ts";

/** 1 byte takes 1 ms. */
const BYTE_A_MS = 8000;

function link(bufferMs = Infinity, scaleK = 1): Link {
  return new Link({ name: "link", bandwidthBps: BYTE_A_MS, bufferMs, scaleK, windowMs: 100 });
}

/** Share of messages dropped in `count`, and its standard error by 100 batch means. */
function dropShare(
  target: Link,
  load: number,
  sizeOf: (stream: RandomStream) => number,
  count: number,
): { share: number; se: number } {
  const stream = new RandomStream(`drops ${load}`);
  const batches = 100;
  let nowMs = 0;
  let squares = 0;
  for (let batch = 0; batch < batches; batch++) {
    const before = target.drops;
    for (let i = 0; i < count / batches; i++) {
      nowMs += stream.exponential(1 / load);
      target.send(nowMs, sizeOf(stream));
    }
    squares += (target.drops - before) ** 2;
  }
  const share = target.drops / count;
  const perBatch = target.drops / batches;
  const sd = Math.sqrt((squares / batches - perBatch ** 2) / (batches - 1));
  return { share, se: sd / (count / batches) };
}

describe("Link", () => {
  it("carries ten messages of 1 Mbit over 1 Mbit/s in ten seconds", () => {
    const line = new Link({ name: "line", bandwidthBps: 1e6, bufferMs: Infinity });
    const ends = Array.from({ length: 10 }, () => line.send(0, 125_000));
    ends.forEach((end, i) => {
      expect(end).toBeCloseTo((i + 1) * 1000, 6);
    });
  });

  it("drops what M/D/1/20 loses at load 0.95: .0080686496", () => {
    // Before a message 19 others at most, each 1 ms, the one in transmission included.
    const { share, se } = dropShare(link(19), 0.95, () => 1, 2e7);
    const exact = 0.0080686496;
    expect(Math.abs(share - exact)).toBeLessThanOrEqual(4 * se);
    expect(se).toBeLessThanOrEqual((0.08 * exact) / 4);
  });

  it("drops what a queue of exponential messages with limited work ahead loses", () => {
    // Level crossings of the work V ahead: P(V > b) = P0 rho e, P0 = 1 / (1 + rho (1 - e) / (1 - rho) + rho e).
    const [load, bufferMs] = [0.9, 5];
    const e = Math.exp(-(1 - load) * bufferMs);
    const exact = (load * e) / (1 + (load * (1 - e)) / (1 - load) + load * e);
    const { share, se } = dropShare(link(bufferMs), load, (stream) => stream.exponential(1), 1e7);
    expect(Math.abs(share - exact)).toBeLessThanOrEqual(4 * se);
    expect(se).toBeLessThanOrEqual((0.02 * exact) / 4);
  });

  it("never carries more bits than bandwidth x time, in any interval, in the order of sending", () => {
    const sends = fc.array(
      fc.tuple(fc.double({ min: 0, max: 30, noNaN: true }), fc.double({ min: 0, max: 20, noNaN: true })),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(sends, fc.double({ min: 0, max: 40, noNaN: true }), (messages, bufferMs) => {
        const line = link(bufferMs);
        let nowMs = 0;
        let freeMs = 0;
        let bytes = 0;
        let dropped = 0;
        for (const [gapMs, size] of messages) {
          nowMs += gapMs;
          const endMs = line.send(nowMs, size);
          if (endMs === Infinity) {
            expect(freeMs - nowMs).toBeGreaterThan(bufferMs);
            dropped++;
            continue;
          }
          expect(endMs).toBeCloseTo(Math.max(nowMs, freeMs) + size, 6);
          freeMs = endMs;
          bytes += size;
        }
        expect(line.bytes).toBeCloseTo(bytes, 6);
        expect([line.messages, line.drops]).toEqual([messages.length - dropped, dropped]);
        expect(line.busyMs(freeMs + 1)).toBeCloseTo(bytes, 6);
        const series = line.series(nowMs + 1000);
        for (const share of series.utilisation) expect(share).toBeLessThanOrEqual(1 + 1e-9);
        const busyMs = series.utilisation.reduce((sum, share) => sum + 100 * share, 0);
        expect(busyMs).toBeCloseTo(line.busyMs(series.utilisation.length * 100), 6);
        expect(series.drops.reduce((sum, drops) => sum + drops, 0)).toBe(dropped);
      }),
      { seed: 7, numRuns: 300 },
    );
  });

  it("lets messages wait for each other, unlike a delay", () => {
    const line = link();
    expect(line.send(0, 10)).toBe(10);
    expect(line.send(1, 10)).toBe(20);
    expect(line.send(50, 10)).toBe(60);
    expect([49, 52].map((ms) => line.backlogMs(ms))).toEqual([11, 8]);
  });

  it("counts each byte in the window of its sending and the busy time where it is spent", () => {
    const line = link();
    line.send(50, 120);
    line.send(310, 10);
    const series = line.series(400);
    expect([...series.bytes]).toEqual([120, 0, 0, 10]);
    expect([...series.utilisation]).toEqual([0.5, 0.7, 0, 0.1]);
  });

  it("takes longer over what is queued when bandwidth is lost, and is as before when it is back", () => {
    const line = link(100);
    line.send(0, 60);
    line.setCapacityShare(20, 0.25);
    expect(line.backlogMs(20)).toBe(160);
    expect(line.send(20, 1)).toBe(Infinity);
    line.setCapacityShare(60, 1);
    expect(line.backlogMs(60)).toBe(30);
    expect(line.send(60, 1)).toBe(91);
    expect(line.busyMs(91)).toBe(91);
  });

  it("is as busy at scale 1/k, where one message stands for k", () => {
    const whole = link();
    const tenth = link(Infinity, 10);
    for (let i = 0; i < 100; i++) whole.send(i, 0.5);
    for (let i = 0; i < 10; i++) tenth.send(10 * i, 0.5);
    expect(tenth.busyMs(100)).toBeCloseTo(whole.busyMs(100), 9);
  });

  it("refuses messages out of the order of time", () => {
    const line = link();
    line.send(10, 1);
    expect(() => line.send(9, 1)).toThrow(/order of time/);
  });
});
