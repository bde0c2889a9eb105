import { describe, expect, it } from "vitest";
import { RandomStream } from "../../../src/kernel/random.ts";
import { Simulation } from "../../../src/kernel/simulation.ts";
import type { TimelineEntry } from "../../../src/model/control/timeline.ts";
import { IncomingLine } from "../../../src/model/network/incoming-line.ts";
import { Line } from "../../../src/model/network/line.ts";
import { NO_PATH, Route, type RouteLine, type RouteParams } from "../../../src/model/network/route.ts";

interface World {
  sim: Simulation;
  route: Route;
  lines: RouteLine[];
  events: TimelineEntry[];
}

function world(changes: Partial<RouteParams> = {}, seed = "route", lineCount = 2): World {
  const sim = new Simulation();
  const lines = Array.from({ length: lineCount }, (_, i): RouteLine => {
    const params = { name: `line ${i}`, bandwidthBps: 1e9, bufferMs: 50, loss: 0, scaleK: 1 };
    const propagationMs = 15 + 4 * i;
    const back = new IncomingLine({ propagationMs, loss: 0 });
    return { name: `line-${i}`, out: new Line({ ...params, propagationMs }), back };
  });
  const events: TimelineEntry[] = [];
  const params: RouteParams = {
    name: "sz-sh",
    lines,
    via: [],
    helloEveryMs: 1000,
    deadAfter: 4,
    switchTimeMs: 1000,
    holdDownMs: 30_000,
    holdDownMaxMs: 240_000,
    untilMs: 300_000,
    ...changes,
  };
  const route = new Route(sim, params, new RandomStream(seed), (event) => events.push(event));
  return { sim, route, lines, events };
}

function cutBoth(line: RouteLine | undefined, nowMs: number): void {
  line?.out.cut(nowMs);
  line?.back.cuts.cut(nowMs);
}

function mendBoth(line: RouteLine | undefined, nowMs: number): void {
  line?.out.mend(nowMs);
  line?.back.cuts.mend(nowMs);
}

function switchesOf(events: readonly TimelineEntry[]): TimelineEntry[] {
  return events.filter(({ kind }) => kind === "switch" || kind === "switchBack");
}

/** When the main line, cut at cutMs, was left. */
function switchedAfterMs(changes: Partial<RouteParams>, cutMs: number, seed: string): number {
  const { sim, lines, events } = world({ switchTimeMs: 0, untilMs: cutMs + 10_000, ...changes }, seed);
  sim.callAt(cutMs, () => cutBoth(lines[0], cutMs));
  sim.runIdle();
  return (switchesOf(events)[0]?.atMs ?? NaN) - cutMs;
}

describe("Route", () => {
  it("detects a cut after a delay uniform in ((m-1)I, mI]: BFD's 50 ms x 3 takes 125 ms on average", () => {
    const n = 2000;
    const draws = new RandomStream("cuts");
    const delays = Array.from({ length: n }, (_, i) => {
      const cutMs = 1000 + draws.uniform() * 1000;
      return switchedAfterMs({ helloEveryMs: 50, deadAfter: 3, untilMs: 2500 }, cutMs, `bfd ${i}`);
    }).sort((a, b) => a - b);
    expect(delays[0]).toBeGreaterThan(100);
    expect(delays[n - 1]).toBeLessThanOrEqual(150 + 1e-9);
    const mean = delays.reduce((sum, ms) => sum + ms, 0) / n;
    expect(Math.abs(mean - 125)).toBeLessThanOrEqual((4 * 50) / Math.sqrt(12 * n));
    // Kolmogorov-Smirnov distance to the uniform law: 1.95 / sqrt(n) is passed once in 1,000.
    const distance = Math.max(...delays.map((ms, i) => Math.abs((ms - 100) / 50 - (i + 0.5) / n)));
    expect(distance).toBeLessThan(1.95 / Math.sqrt(n));
  });

  it.each([
    ["OSPF's 10 s x 4", 10_000, 4, 35_000],
    ["BGP's 60 s x 3", 60_000, 3, 150_000],
  ])("detects with %s after %s ms x (m - 1/2) on average", (_, helloEveryMs, deadAfter, exactMs) => {
    const n = 300;
    const draws = new RandomStream("slow hellos");
    let sum = 0;
    for (let i = 0; i < n; i++) {
      const cutMs = helloEveryMs * (1 + draws.uniform());
      sum += switchedAfterMs({ helloEveryMs, deadAfter, untilMs: cutMs + 4 * exactMs }, cutMs, `slow ${i}`);
    }
    expect(Math.abs(sum / n - exactMs)).toBeLessThanOrEqual((4 * helloEveryMs) / Math.sqrt(12 * n));
  });

  it("loses what is sent between the cut and the switch, and nothing sent after", () => {
    const { sim, route, lines, events } = world();
    const cutMs = 20_000;
    sim.callAt(cutMs, () => cutBoth(lines[0], cutMs));
    const draws = new RandomStream("sends");
    const deaths: number[] = [];
    const send = sim.register(() => {
      const sentMs = sim.now;
      const line = route.line();
      const dueMs = line?.send(sentMs, 500, draws) ?? Infinity;
      if (dueMs === Infinity) deaths.push(sentMs);
      else sim.callAt(dueMs, () => line?.diedIn(sentMs, dueMs) && deaths.push(sentMs));
    });
    for (let ms = 0; ms < 40_000; ms += 5) sim.at(ms, send);
    sim.runUntil(60_000);
    const switchMs = switchesOf(events)[0]?.atMs ?? NaN;
    expect(switchMs - cutMs).toBeGreaterThan(3000 + 1000);
    expect(switchMs - cutMs).toBeLessThanOrEqual(4000 + 1000);
    const first = deaths.reduce((least, ms) => Math.min(least, ms), Infinity);
    const last = deaths.reduce((most, ms) => Math.max(most, ms), 0);
    // The first was on its way: sent up to one propagation before the cut.
    expect(first).toBeGreaterThan(cutMs - 15.1);
    expect(first).toBeLessThanOrEqual(cutMs - 14);
    expect(last).toBeLessThan(switchMs);
    expect(deaths.length).toBe(Math.floor((last - first) / 5) + 1);
    expect(lines[0]?.out.lostByCut).toBe(deaths.length);
  });

  it("switches back once the mended line has been healthy for the hold-down, losing nothing", () => {
    const { sim, route, lines, events } = world();
    sim.callAt(10_000, () => cutBoth(lines[0], 10_000));
    sim.callAt(50_000, () => mendBoth(lines[0], 50_000));
    sim.runUntil(80_000);
    expect(route.current).toBe(1);
    sim.runUntil(100_000);
    expect(route.current).toBe(0);
    expect(events.map((event) => event.kind)).toEqual(["detect", "switch", "clear", "switchBack"]);
    // First hello within 1 s (and a round trip) of the mend, 30 s of hold-down, 1 s to switch.
    const backMs = (switchesOf(events)[1]?.atMs ?? NaN) - 50_000;
    expect(backMs).toBeGreaterThan(31_000);
    expect(backMs).toBeLessThanOrEqual(32_030);
  });

  it("does not return to a line that flaps faster than the hold-down", () => {
    const { sim, route, lines } = world();
    for (let ms = 10_000; ms < 200_000; ms += 20_000) {
      sim.callAt(ms, () => cutBoth(lines[0], ms));
      sim.callAt(ms + 6_000, () => mendBoth(lines[0], ms + 6_000));
    }
    sim.runUntil(200_000);
    expect(route.switches.length).toBe(1);
    expect(route.current).toBe(1);
  });

  it("stays with a line whose cut is shorter than the detection", () => {
    const { sim, route, lines } = world();
    sim.callAt(10_000, () => cutBoth(lines[0], 10_000));
    sim.callAt(12_900, () => mendBoth(lines[0], 12_900));
    sim.runUntil(60_000);
    expect(route.switches.length).toBe(0);
  });

  it("has no line when all are dead, and takes the first that comes back without hold-down", () => {
    const { sim, route, lines, events } = world();
    for (const line of lines) sim.callAt(10_000, () => cutBoth(line, 10_000));
    sim.runUntil(20_000);
    expect(route.current).toBe(NO_PATH);
    expect(route.line()).toBeUndefined();
    sim.callAt(30_000, () => mendBoth(lines[1], 30_000));
    sim.runUntil(40_000);
    expect(route.current).toBe(1);
    const takenMs = switchesOf(events).at(-1)?.atMs ?? NaN;
    expect(takenMs).toBeGreaterThan(31_000);
    expect(takenMs).toBeLessThanOrEqual(32_040);
  });

  it("without a backup uses the line again as soon as it is seen", () => {
    const { sim, route, lines } = world({}, "alone", 1);
    sim.callAt(10_000, () => cutBoth(lines[0], 10_000));
    sim.callAt(30_000, () => mendBoth(lines[0], 30_000));
    sim.runUntil(29_999);
    expect(route.current).toBe(NO_PATH);
    sim.runUntil(32_100);
    expect(route.current).toBe(0);
  });

  it("sees a fault of one direction only, for its hellos have to come back", () => {
    const { sim, route, lines } = world();
    sim.callAt(10_000, () => lines[0]?.back.cuts.cut(10_000));
    sim.runUntil(16_000);
    expect(route.current).toBe(1);
  });

  it("misses hellos that are lost on their way back only", () => {
    const { sim, route, lines } = world();
    const deaf = { capacityShare: 1, extraRttMs: 0, extraLoss: 1 };
    sim.callAt(10_000, () => lines[0]?.back.impair(deaf));
    sim.runUntil(16_000);
    expect(route.current).toBe(1);
  });

  it("leaves a line that flaps slower than the hold-down less and less often", () => {
    // 5 s down and 50 s up: without damping a switch and a switch back each time.
    const flapping = (holdDownMaxMs: number) => {
      const { sim, route, lines } = world({ holdDownMaxMs, untilMs: 1_100_000 });
      for (let ms = 10_000; ms < 1_100_000; ms += 55_000) {
        sim.callAt(ms, () => cutBoth(lines[0], ms));
        sim.callAt(ms + 5000, () => mendBoth(lines[0], ms + 5000));
      }
      sim.runUntil(1_100_000);
      return route.switches.length;
    };
    expect(flapping(30_000)).toBe(40);
    expect(flapping(240_000)).toBe(3);
  });

  it("leaves a brown line for a good one, and for no other brown one", () => {
    const { sim, route, events } = world({ switchTimeMs: 0 });
    sim.callAt(1000, () => route.setBrown(1, true, "late"));
    sim.callAt(2000, () => route.setBrown(0, true, "late"));
    sim.runUntil(3000);
    expect(route.current).toBe(0);
    sim.callAt(4000, () => route.setBrown(1, false, "in time"));
    sim.runUntil(5000);
    expect(route.current).toBe(1);
    expect(events.map(({ kind, part }) => `${kind} ${part}`)).toEqual([
      "detect line-1",
      "detect line-0",
      "clear line-1",
      "switch sz-sh",
    ]);
  });

  it("takes a brown line rather than a dead one", () => {
    const { sim, route, lines } = world();
    sim.callAt(1000, () => route.setBrown(1, true, "late"));
    sim.callAt(10_000, () => cutBoth(lines[0], 10_000));
    sim.runUntil(16_000);
    expect(route.current).toBe(1);
  });

  it("goes through a third region when no line is left, as long as hellos come back from there", () => {
    const { sim, route, lines, events } = world({ via: ["via tj"], switchTimeMs: 0 });
    let open = true;
    route.sendHellosBy((path) => {
      if (open) sim.callAt(sim.now + 60, () => route.echoed(path));
    });
    for (const line of lines) sim.callAt(10_000, () => cutBoth(line, 10_000));
    sim.runUntil(15_000);
    expect(route.current).toBe(2);
    expect(switchesOf(events).at(-1)?.text).toContain("to via tj");
    open = false;
    sim.runUntil(20_001);
    expect(route.current).toBe(NO_PATH);
    const foundMs =
      (events.find(({ part, kind }) => part === "via tj" && kind === "detect")?.atMs ?? NaN) - 15_000;
    // A hello that is missing is missed a period after it was sent: (m, m + 1] periods.
    expect(foundMs).toBeGreaterThan(4000 - 60);
    expect(foundMs).toBeLessThanOrEqual(5000);
    open = true;
    sim.runUntil(23_000);
    expect(route.current).toBe(2);
    for (const line of lines) sim.callAt(23_000, () => mendBoth(line, 23_000));
    sim.runUntil(60_000);
    expect(route.current).toBe(0);
  });

  it("does not see a brown-out that only slows and narrows", () => {
    const { sim, route, lines } = world();
    sim.callAt(10_000, () =>
      lines[0]?.out.impair(10_000, { capacityShare: 0.01, extraRttMs: 500, extraLoss: 0 }),
    );
    sim.runUntil(100_000);
    expect(route.switches.length).toBe(0);
  });
});
