import { describe, expect, test } from "vitest";
import type { Result } from "../../src/result/result.ts";
import { expectLawful } from "./expect-lawful.ts";
import { runWorld, smallNight } from "./small-night.ts";

const CUT = [
  "lines=[{id: sz-sh-main, between: [sz, sh], bandwidth: 100Gbps, delay: 15ms, buffer: 50ms, loss: 0%}]",
  "routes.sz-sh.lines=[sz-sh-main]",
  'faults=[{kind: cutLine, line: sz-sh-main, at: "20:00:40", for: 40s}]',
];

function cut(...set: string[]): Result {
  const { world, result } = runWorld(smallNight("run.scale=1/10", "run.drain=10min", ...CUT, ...set));
  expectLawful(world, result);
  return result;
}

const failedCalls = ({ simulated }: Result) =>
  (simulated.grab.failed.call ?? 0) + (simulated.open.failed.call ?? 0) + (simulated.share.failed.call ?? 0);

describe("a breaker before the other region, whose only line is cut", () => {
  const without = cut();
  const result = cut("network.breakers={window: 2s}");

  test("answers at once what could only fail: few calls wait for their deadline in vain", () => {
    expect(failedCalls(without)).toBeGreaterThan(500);
    expect(failedCalls(result)).toBeLessThan(0.3 * failedCalls(without));
    const told = result.later?.byBreaker ?? 0;
    expect(told).toBeGreaterThan(0.5 * result.scale.k * failedCalls(without));
    expect(told).toBe((result.breakers ?? []).reduce((sum, { answeredAtOnce }) => sum + answeredAtOnce, 0));
    const { grab, open, share } = result.totals;
    expect([grab, open, share].reduce((sum, { refused }) => sum + (refused.later ?? 0), 0)).toBe(told);
  });

  test("of each region opens once, and closes within a pause and a deadline of the mending", () => {
    const rows = (result.breakers ?? []).map(({ from, to, opened }) => [from, to, opened]);
    expect(rows).toEqual([
      ["sz", "sh", 1],
      ["sh", "sz", 1],
    ]);
    const atMs = (result.timeline ?? []).filter(({ kind }) => kind === "breaker").map((entry) => entry.atMs);
    const cutMs = result.timeline.find(({ kind }) => kind === "fault")?.atMs ?? Number.NaN;
    for (const ms of atMs.slice(0, 2)) expect(ms - cutMs).toBeLessThan(5000);
    for (const ms of atMs.slice(2)) {
      expect(ms).toBeGreaterThan(cutMs + 40_000);
      expect(ms).toBeLessThan(cutMs + 40_000 + 5000 + 1000 + 3000);
    }
    expect(atMs.length).toBe(4);
  });
});

test("breakers change no byte of what happens where nothing is ever silent", () => {
  const [with_, without] = ["network.breakers={per: set}", "network.callRetries=0"].map(
    (set) => runWorld(smallNight(set)).result,
  );
  expect(with_?.breakers).toEqual([]);
  expect(with_?.series).toEqual(without?.series);
  expect(with_?.totals).toEqual(without?.totals);
});
