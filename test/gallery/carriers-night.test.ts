import { describe, expect, test } from "vitest";
import { runWorld } from "../laws/small-night.ts";
import { atMs, townOf } from "./town.ts";

function night(file: string, ...set: string[]) {
  const scenario = townOf(file, "", [
    "run.to=22:33:50",
    "run.drain=20s",
    "client.timeout={wifi: 3s, cellular: 3s}",
    ...set,
  ]);
  const { result } = runWorld(scenario, { fromMs: atMs("22:33"), warmUpMs: 20_000 });
  const { shake } = result.totals;
  return {
    result,
    failed: Object.values(shake.failed).reduce((sum, count) => sum + count, 0) / shake.offered,
  };
}

describe("a carrier's entry that is lost", () => {
  const lost = (...set: string[]) => night("lost-entry.yaml", "faults.0.for=30s", ...set);
  const long = lost();
  const nowhere = lost("access.failover=1h");

  test("sends its users the long way once their handsets have found it, and only then", () => {
    // A sixth of all users; 30 s of 50 with no way round, the first 10 s of them with one, less the last retries' seconds.
    expect(nowhere.failed).toBeGreaterThan(0.075);
    expect(nowhere.failed).toBeLessThan(0.1);
    expect(long.failed / nowhere.failed).toBeGreaterThan(0.2);
    expect(long.failed / nowhere.failed).toBeLessThan(0.42);
  });

  test("lets as many through as the interconnect has room for", () => {
    // 67 shakes a second of 300 B, and what else they do, through 16 kbit/s.
    const narrow = lost("carriers.interconnect.up=16kbps");
    expect(narrow.failed).toBeGreaterThan(1.5 * long.failed);
    expect(narrow.failed).toBeLessThan(nowhere.failed);
  });

  test("makes the way longer, for its own users alone", () => {
    const own = long.result.series.parts.carriers?.["sz/mobile"]?.dropShare ?? [];
    expect(own.every((share) => share === 0 || share === null)).toBe(true);
    const p50 = ({ result }: typeof long) => result.latencyMs.shake?.client?.p50 ?? Number.NaN;
    expect(p50(long)).toBeGreaterThan(1.02 * p50(nowhere));
  });
});

test("without what was pushed beforehand every shake loads its pictures over the carrier's downlink", () => {
  const down = (prepush: boolean) => {
    const { result } = night("no-prepush.yaml", "bytes.static=38.4kB", `bytes.prepush=${prepush}`);
    const of = result.series.parts.carriers?.["sz/telecom"]?.downUtilisation ?? [];
    return of.slice(0, 4).reduce((sum: number, share) => sum + (share ?? 0), 0);
  };
  // 600 B an answer, and 39,000 B; the other steps' 1 kB answers are the same.
  expect(down(false) / down(true)).toBeGreaterThan(10);
  expect(night("no-prepush.yaml").failed).toBeLessThan(0.001);
  expect(night("no-prepush.yaml", "carriers.downlink.bandwidth=10Mbps").failed).toBeGreaterThan(0.5);
});
