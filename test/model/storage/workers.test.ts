import { describe, expect, test } from "vitest";
import { compileDistribution } from "../../../src/kernel/distribution.ts";
import { openStream } from "../../../src/kernel/random.ts";
import { Cache } from "../../../src/model/storage/cache.ts";
import { Database } from "../../../src/model/storage/database.ts";
import { RateLimit } from "../../../src/model/storage/rate-limit.ts";
import { ReadPath } from "../../../src/model/storage/read-path.ts";
import { Workers } from "../../../src/model/storage/workers.ts";
import { ms, threeCopies } from "./three-copies.ts";

const exponential = (mean: number) => compileDistribution({ kind: "exponential", mean });
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Reads that miss every cache and commits come at random to one database; how long each kind takes, over copies of no time. */
function together(options: {
  count: number;
  readMs: number;
  commitMs: number;
  perMs: number;
  reads: number;
  seed: string;
}) {
  const stream = (cause: string) => openStream(options.seed, cause);
  const workers = new Workers({
    count: options.count,
    k: 1,
    readMs: exponential(options.readMs),
    commitMs: exponential(options.commitMs),
    stream: stream("workers"),
  });
  const group = threeCopies(0, options.seed);
  const commits = new RateLimit({ ratePerS: 1e12, k: 1 });
  const database = new Database({ commits, workers, group });
  const cache = new Cache({ latencyMs: ms(0), hit: 0, stream: stream("cache") });
  const pages = new ReadPath({ cache, group, workers, fallBackToPrimary: true });
  const arrivals = stream("arrivals");
  const took = { read: [] as number[], commit: [] as number[], waited: 0, n: 0 };
  let nowMs = 0;
  for (let i = 0; i < 120_000; i++) {
    nowMs += arrivals.exponential(1 / options.perMs);
    const isRead = arrivals.uniform() < options.reads;
    if (isRead) pages.read(nowMs, -1, Number.NaN);
    const doneMs = isRead ? pages.doneAtMs : database.commit(nowMs, -1);
    if (i < 5000) continue;
    took[isRead ? "read" : "commit"].push(doneMs - nowMs);
    took.n++;
    if (workers.waitMs > 0) took.waited++;
  }
  return took;
}

/** Means of some runs, and four standard errors of their mean. */
function over(runs: readonly number[]): { mean: number; allowed: number } {
  const m = mean(runs);
  const variance = runs.reduce((sum, value) => sum + (value - m) ** 2, 0) / (runs.length - 1);
  return { mean: m, allowed: 4 * Math.sqrt(variance / runs.length) };
}

const SEEDS = Array.from({ length: 20 }, (_, i) => `workers ${i}`);

describe("reads and commits that need the same workers", () => {
  test("wait as in M/M/10 at load .8, whatever share of them reads are", () => {
    for (const reads of [0, 0.7]) {
      const runs = SEEDS.map((seed) =>
        together({ count: 10, readMs: 1, commitMs: 1, perMs: 8, reads, seed }),
      );
      const waited = over(runs.map((run) => run.waited / run.n));
      expect(Math.abs(waited.mean - 0.40918015)).toBeLessThan(waited.allowed);
      const commit = over(runs.map((run) => mean(run.commit)));
      expect(Math.abs(commit.mean - 1.20459008)).toBeLessThan(commit.allowed);
      expect(commit.allowed).toBeLessThan(0.02);
    }
  }, 30_000);

  test("wait for each other alike at one worker, as Pollaczek and Khinchine say", () => {
    // 1.4 a ms, half of them reads: load .7 (.2 + .8), E[S^2] = (2 .2^2 + 2 .8^2) / 2 = .68.
    const runs = SEEDS.map((seed) =>
      together({ count: 1, readMs: 0.2, commitMs: 0.8, perMs: 1.4, reads: 0.5, seed }),
    );
    const waitMs = (1.4 * 0.68) / (2 * (1 - 0.7));
    for (const [kind, serviceMs] of [
      ["read", 0.2],
      ["commit", 0.8],
    ] as const) {
      const took = over(runs.map((run) => mean(run[kind])));
      expect(Math.abs(took.mean - serviceMs - waitMs)).toBeLessThan(took.allowed);
      expect(took.allowed).toBeLessThan(0.1);
    }
  }, 30_000);
});
