import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RandomStream } from "../../../src/kernel/random.ts";
import { CutLog } from "../../../src/model/network/cut-log.ts";
import { Line, type LineParams } from "../../../src/model/network/line.ts";
import { USE_CALLS, USE_PROBES, USE_SHOWN } from "../../../src/model/network/line-use.ts";

const stream = new RandomStream("line");

function line(changes: Partial<LineParams> = {}): Line {
  return new Line({
    name: "sz-sh-main from sz",
    bandwidthBps: 8000,
    bufferMs: 50,
    propagationMs: 15,
    loss: 0,
    scaleK: 1,
    windowMs: 100,
    ...changes,
  });
}

describe("Line", () => {
  it("takes queueing, then transmission, then propagation", () => {
    const way = line();
    expect(way.send(0, 10, stream)).toBe(25);
    expect(way.send(4, 10, stream)).toBe(35);
  });

  it("loses what is on its way at a cut and what is sent into it, by the time of sending, and nothing else", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 60 }),
        fc.array(fc.tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 1, max: 60 })), {
          maxLength: 4,
        }),
        (times, cuts) => {
          const way = line({ bufferMs: Infinity });
          type Step = { atMs: number; act: () => void };
          const sent: { sentMs: number; dueMs: number }[] = [];
          const steps: Step[] = times.map((atMs) => ({
            atMs,
            act: () => sent.push({ sentMs: atMs, dueMs: way.send(atMs, 3, stream) }),
          }));
          for (const [atMs, forMs] of cuts) {
            steps.push({ atMs: atMs + 0.5, act: () => way.cut(atMs + 0.5) });
            steps.push({ atMs: atMs + forMs + 0.5, act: () => way.mend(atMs + forMs + 0.5) });
          }
          for (const step of steps.sort((a, b) => a.atMs - b.atMs)) step.act();
          let lost = 0;
          for (const { sentMs, dueMs } of sent) {
            const cutAtSend = cuts.some(([c, d]) => c + 0.5 <= sentMs && sentMs < c + d + 0.5);
            expect(dueMs === Infinity).toBe(cutAtSend);
            const cutOnWay = cuts.some(([c]) => sentMs < c + 0.5 && c + 0.5 < dueMs);
            if (!cutAtSend) expect(way.diedIn(sentMs, dueMs)).toBe(cutOnWay);
            if (cutAtSend || cutOnWay) lost++;
          }
          expect(way.lostByCut).toBe(lost);
          const series = way.series(10_000);
          expect(series.lostByCut.reduce((sum, count) => sum + count, 0)).toBe(lost);
          expect(way.cuts.isCut).toBe(false);
        },
      ),
      { seed: 8, numRuns: 300 },
    );
  });

  it("counts a loss in the window of its sending, not of the cut", () => {
    const way = line({ propagationMs: 150 });
    way.send(95, 1, stream);
    way.cut(210);
    way.send(220, 1, stream);
    way.mend(230);
    expect([...way.series(300).lostByCut]).toEqual([1, 0, 1]);
  });

  it("knows the sending time of each of thousands on their way", () => {
    const way = line({ bandwidthBps: 1e12, propagationMs: 300 });
    // 20 of them have arrived before the crowd sets out.
    for (let i = 0; i < 50; i++) way.send(i, 1, stream);
    for (let i = 0; i < 3000; i++) way.send(320 + i / 20, 1, stream);
    way.cut(480);
    expect([way.lostByCut, way.lostInFlight]).toEqual([3000, 3000]);
    expect([...way.series(500).lostByCut]).toEqual([0, 0, 0, 1600, 1400]);
  });

  it("accounts for every message: carried, dropped, lost by loss or by a cut", () => {
    const way = line({ loss: 0.2, bandwidthBps: 80_000 });
    const draws = new RandomStream("conserve");
    let carried = 0;
    let nowMs = 0;
    for (let i = 0; i < 20_000; i++) {
      nowMs += draws.exponential(1);
      if (i === 5000) way.cut(nowMs);
      if (i === 6000) way.mend(nowMs);
      if (way.send(nowMs, 11, draws) < Infinity) carried++;
    }
    // A message on its way at the cut was told a time of arrival: it is carried and then lost.
    const onWay = way.lostByCut - 1000;
    expect(onWay).toBeGreaterThan(0);
    expect(way.offered).toBe(carried - onWay + way.link.drops + way.lostByLoss + way.lostByCut);
    expect(way.link.drops).toBeGreaterThan(0);
    const tried = way.offered - 1000 - way.link.drops;
    expect(Math.abs(way.lostByLoss / tried - 0.2)).toBeLessThanOrEqual(4 * Math.sqrt(0.16 / tried));
  });

  it("counts bytes by what they are for, and a probe's apart from messages", () => {
    const way = line({ bufferMs: 1000 });
    way.send(0, 10, stream);
    way.send(0, 20, stream, USE_SHOWN);
    expect(way.probe(0, 5, stream)).toBe(50);
    way.cut(60);
    expect(way.probe(60, 5, stream)).toBe(Infinity);
    expect(way.bytesFor[USE_CALLS]).toBe(10);
    expect(way.bytesFor[USE_SHOWN]).toBe(20);
    expect(way.bytesFor[USE_PROBES]).toBe(5);
    expect(way.bytesFor.reduce((sum, bytes) => sum + bytes, 0)).toBe(way.link.bytes);
    expect([way.offered, way.lostByCut]).toEqual([2, 0]);
  });

  it("is slower, narrower and lossy in a brown-out, and hellos know nothing of its queue", () => {
    const way = line();
    const brownOut = { capacityShare: 0.5, extraRttMs: 20, extraLoss: 1 };
    way.impair(0, brownOut);
    expect(way.oneWayMs).toBe(25);
    expect(way.lossShare).toBe(1);
    expect(way.send(0, 10, stream)).toBe(Infinity);
    expect(way.link.backlogMs(0)).toBe(20);
    way.unimpair(100, brownOut);
    expect(way.send(100, 10, stream)).toBe(125);
    expect([way.lostByLoss, way.lostByCut]).toEqual([1, 0]);
  });

  it("draws nothing while it is sound, so that a fault elsewhere shifts no draw", () => {
    const way = line();
    const draws = new RandomStream("same");
    for (let i = 0; i < 10; i++) way.send(i, 1, draws);
    expect(draws.uniform()).toBe(new RandomStream("same").uniform());
  });
});

describe("CutLog", () => {
  it("counts overlapping cuts as one time without the line", () => {
    const log = new CutLog();
    log.cut(10);
    log.cut(20);
    log.mend(30);
    expect(log.isCut).toBe(true);
    log.mend(40);
    expect(log.isCut).toBe(false);
    expect(log.diedIn(35, 50)).toBe(true);
    expect(log.diedIn(40, 50)).toBe(false);
    expect(log.diedIn(5, 10)).toBe(false);
    expect(log.diedIn(5, 10.1)).toBe(true);
  });
});
