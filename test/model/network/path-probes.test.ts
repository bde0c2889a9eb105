import { describe, expect, it } from "vitest";
import { RandomStream } from "../../../src/kernel/random.ts";
import { Simulation } from "../../../src/kernel/simulation.ts";
import { PathProbes, type ProbeParams } from "../../../src/model/network/path-probes.ts";

interface Judgement {
  atMs: number;
  path: number;
  brown: boolean;
}

/** Probes every 100 ms; `echoMs` tells when the echo of a probe sent now is back, from now on [ms]. */
function probing(
  echoMs: (sentMs: number, path: number) => number,
  changes: Partial<ProbeParams> = {},
  seed = "probes",
): { sim: Simulation; judgements: Judgement[] } {
  const sim = new Simulation();
  const judgements: Judgement[] = [];
  const probes: PathProbes = new PathProbes(
    sim,
    {
      name: "sz-sh",
      paths: 1,
      everyMs: 100,
      lateMs: 120,
      windowMs: 5000,
      brownShare: 0.2,
      clearShare: 0.05,
      untilMs: 60_000,
      send: (path, probe) => {
        const afterMs = echoMs(sim.now, path);
        if (afterMs < Infinity) sim.callAt(sim.now + afterMs, () => probes.echoed(path, probe));
      },
      judge: (path, brown) => judgements.push({ atMs: sim.now, path, brown }),
      ...changes,
    },
    new RandomStream(seed),
  );
  return { sim, judgements };
}

describe("PathProbes", () => {
  it("finds a path that delivers nothing after ten probes, and their deadline, whatever the phase", () => {
    for (let i = 0; i < 50; i++) {
      const { sim, judgements } = probing((sentMs) => (sentMs < 20_000 ? 30 : Infinity), {}, `phase ${i}`);
      sim.runUntil(40_000);
      expect(judgements.map(({ brown }) => brown)).toEqual([true]);
      // Ten bad of fifty; 120 ms are two periods of 100 ms.
      const foundMs = (judgements[0]?.atMs ?? NaN) - 20_000;
      expect(foundMs).toBeGreaterThanOrEqual(900 + 200);
      expect(foundMs).toBeLessThanOrEqual(1000 + 200);
    }
  });

  it("takes what comes late for lost, and what comes in time for good", () => {
    const late = probing(() => 121);
    late.sim.runUntil(10_000);
    expect(late.judgements.length).toBe(1);
    const inTime = probing(() => 119);
    inTime.sim.runUntil(60_000);
    expect(inTime.judgements).toEqual([]);
  });

  it("finds a loss of half in about twice the time, and leaves a loss of one in twenty alone", () => {
    const foundMs = (loss: number, seed: string) => {
      const draws = new RandomStream(seed);
      const { sim, judgements } = probing(() => (draws.uniform() < loss ? Infinity : 30));
      sim.runUntil(60_000);
      return judgements[0]?.atMs ?? Infinity;
    };
    const times = Array.from({ length: 200 }, (_, i) => foundMs(0.5, `half ${i}`));
    const mean = times.reduce((sum, ms) => sum + ms, 0) / times.length;
    // The tenth loss of a fair coin takes 20 tosses, with a variance of 20; the first is at half a period, the last waits 200 ms.
    expect(Math.abs(mean - (50 + 1900 + 200))).toBeLessThanOrEqual(4 * 100 * Math.sqrt(20.1 / 200));
    expect(foundMs(0.05, "few")).toBe(Infinity);
  });

  it("calls a path good again when the bad probes have left the window, and judges each path by itself", () => {
    const { sim, judgements } = probing(
      (sentMs, path) => (path === 1 && sentMs >= 10_000 && sentMs < 20_000 ? Infinity : 30),
      { paths: 2 },
    );
    sim.runUntil(60_000);
    expect(judgements.map(({ path, brown }) => `${path} ${brown}`)).toEqual(["1 true", "1 false"]);
    // All fifty were bad; two (5 %) may stay: the window is left by 48 more good ones, judged 200 ms late.
    expect((judgements[1]?.atMs ?? NaN) - 20_000).toBeGreaterThanOrEqual(4700 + 200);
    expect((judgements[1]?.atMs ?? NaN) - 20_000).toBeLessThanOrEqual(4800 + 200);
  });

  it("stops at its end, so that a simulation can run idle", () => {
    const { sim } = probing(() => 30, { untilMs: 1000 });
    sim.runIdle();
    expect(sim.now).toBeLessThan(1100);
  });
});
