import { describe, expect, test } from "vitest";
import { openStream } from "../../src/kernel/random.ts";
import { IdleConnections } from "../../src/model/workflow/idle-connections.ts";
import type { Step } from "../../src/result/result.ts";
import { expectLawful } from "./expect-lawful.ts";
import { runWorld, smallNight } from "./small-night.ts";

const night = (...set: string[]) => runWorld(smallNight(...set), { warmUpMs: 0 });
type Night = ReturnType<typeof night>["result"];
const trips = ({ network }: Night, step: Step) => {
  const chain = network?.chain?.[step];
  return chain === undefined ? Number.NaN : chain.roundTrips / chain.requests;
};

describe("a connection that is closed when idle", () => {
  test("is found closed by exp(-r T) of Poisson calls of a rate r, however many servers one stands for", () => {
    for (const speed of [1, 4]) {
      const [rate, afterMs, sets] = [0.02, 100, 5];
      const stream = openStream("seed", `connections ${speed}`);
      const lanes = [[0, 1].map((lane) => ({ lane, upTo: (lane + 1) / 2, speed }))];
      const connections = new IdleConnections({ afterMs, lanes, sets, stream });
      // One server that stands for `speed` of them gets all their calls.
      const between = 1 / (rate * speed * 2 * sets);
      let nowMs = 0;
      const n = 40_000;
      for (let i = 0; i < n; i++) {
        nowMs -= between * Math.log(1 - stream.uniform());
        connections.use(0, stream.integer(sets), nowMs);
      }
      const p = Math.exp(-rate * afterMs);
      expect(connections.calls).toBe(n);
      // The first call of each connection finds none.
      expect(Math.abs(connections.setUps / n - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / n) + 10 / n);
    }
  });

  test("is set up for each call where it is closed at once, and once where it never is", () => {
    const fresh = night("chain.connections=new").result;
    const atOnce = night("chain.idle={kind: closed, after: 0.000001ms}");
    for (const step of ["send", "open", "grab", "share"] as const)
      expect(trips(atOnce.result, step)).toBeCloseTo(trips(fresh, step), 9);
    expect(atOnce.result.network?.connections?.setUps).toBe(atOnce.result.network?.connections?.calls);
    expectLawful(atOnce.world, atOnce.result);
    const { world, result } = night("chain.idle={kind: closed, after: 24h}");
    // At 1/50 a city's three carriers have a few servers; each comes to know twelve sets.
    const servers = world.edges.flatMap(({ access }) => access.clusters.flatMap(({ lanes }) => lanes));
    const pairs = new Set(servers).size * 12;
    const setUps = (result.network?.connections?.setUps ?? Number.NaN) / world.params.k;
    expect(setUps).toBeGreaterThan(0.9 * pairs);
    expect(setUps).toBeLessThanOrEqual(pairs);
  });
});

describe("a connection that is kept alive", () => {
  test("costs its bytes each way once an interval, on the line in use, and nothing else", () => {
    const calm = night().result;
    const { world, result } = night("chain.idle={kind: keepAlive, every: 10s, bytes: 100B}");
    const line = (id: string) => result.network?.lines.find((one) => one.id === id)?.bytes.keepAlive ?? 0;
    // 638 servers in all, and 6 sets in either city.
    const { clusters } = world.params.plan;
    const servers = clusters.filter(({ region }) => region === 0).reduce((sum, of) => sum + of.servers, 0);
    const perS = ((servers * 6 + (638 - servers) * 6) * 100) / 10;
    const seconds = world.nowMs / 1000;
    for (const id of ["sz-sh-main:sz>sh", "sz-sh-main:sh>sz"]) {
      // Series end with the last whole window.
      expect(line(id) / (perS * seconds)).toBeGreaterThan(0.9);
      expect(line(id) / (perS * seconds)).toBeLessThanOrEqual(1 + 1e-9);
    }
    expect(line("sz-sh-backup:sz>sh")).toBe(0);
    for (const step of ["send", "open"] as const) expect(trips(result, step)).toBe(trips(calm, step));
    expectLawful(world, result);
  });

  test("is kept alive over the backup line while the main one is cut", () => {
    const cut = 'faults=[{kind: cutLine, line: sz-sh-main, at: "20:00:30", for: 30s}]';
    const { result } = night("chain.idle={kind: keepAlive}", cut);
    const backup = result.network?.lines.find(({ id }) => id === "sz-sh-backup:sz>sh");
    expect(backup?.bytes.keepAlive).toBeGreaterThan(0);
  });
});
