import { describe, expect, test } from "vitest";
import { compileDistribution } from "../../../src/kernel/distribution.ts";
import { openStream } from "../../../src/kernel/random.ts";
import { Cache } from "../../../src/model/storage/cache.ts";
import { RateLimit } from "../../../src/model/storage/rate-limit.ts";
import { READ_SOURCE, ReadPath } from "../../../src/model/storage/read-path.ts";
import { failoverAfter } from "../../laws/failover-after.ts";
import { threeCopies } from "./three-copies.ts";

function path() {
  const cacheOf = (name: string) =>
    new Cache({
      latencyMs: compileDistribution({ kind: "constant", value: 0.25 }),
      hit: 1,
      stream: openStream("path", name),
    });
  const cache = cacheOf("cache");
  const backupCache = cacheOf("backup");
  const group = threeCopies(1, "path", { failover: failoverAfter(6, 4) });
  return {
    cache,
    backupCache,
    group,
    path: new ReadPath({ cache, backupCache, group, fallBackToPrimary: true }),
  };
}

describe("a read goes on in order", () => {
  test("to the cache", () => {
    const made = path();
    expect(made.path.read(100, -1, 0)).toBe(READ_SOURCE.cache);
    expect(made.path.doneAtMs).toBe(100.25);
    expect(made.group.reads).toBe(0);
  });

  test("to the backup cache", () => {
    const made = path();
    made.cache.lose();
    expect(made.path.read(100, -1, 0)).toBe(READ_SOURCE.backupCache);
    expect(made.path.doneAtMs).toBe(100.5);
  });

  test("to a replica, which may be stale", () => {
    const made = path();
    made.cache.lose();
    made.backupCache.lose();
    expect(made.path.read(100, -1, 0)).toBe(READ_SOURCE.replica);
    expect(made.path.doneAtMs).toBe(102.5);
    expect(made.path.stale).toBe(false);
  });

  test("to nobody when no replica is up", () => {
    const made = path();
    made.cache.lose();
    made.backupCache.lose();
    for (const replica of [0, 1, 2]) made.group.crash(replica, 50);
    expect(made.path.read(100, -1, 0)).toBe(READ_SOURCE.none);
    expect(made.path.doneAtMs).toBe(Number.POSITIVE_INFINITY);
  });

  test("to the caches alone where no copy answers", () => {
    const made = path();
    expect(made.path.readCaches(100, 0)).toBe(READ_SOURCE.cache);
    made.cache.lose();
    expect([made.path.readCaches(100, 0), made.path.doneAtMs]).toEqual([READ_SOURCE.backupCache, 100.5]);
    made.backupCache.lose();
    expect([made.path.readCaches(100, 0), made.path.doneAtMs]).toEqual([
      READ_SOURCE.none,
      Number.POSITIVE_INFINITY,
    ]);
    expect(made.group.reads).toBe(0);
  });
});

/** A hot thing: readers come in a Poisson stream right after the cache was lost, and the database takes 10 ms. */
function stampede(singleFlight: boolean, readersPerMs: number, seed: string): number {
  const none = compileDistribution({ kind: "constant", value: 0 });
  const cache = new Cache({ latencyMs: none, hit: 1, stream: openStream(seed, "cache") });
  const group = threeCopies(5, seed);
  const reads = new ReadPath({ cache, group, singleFlight, fallBackToPrimary: true });
  const when = openStream(seed, "readers");
  cache.lose();
  cache.restore(100);
  let cachedAtMs = 0;
  for (let nowMs = 100; nowMs < 200; nowMs += when.exponential(1 / readersPerMs)) {
    reads.read(nowMs, -1, cachedAtMs);
    cachedAtMs = reads.cachedAtMs;
  }
  expect(reads.fetches).toBe(group.reads);
  return reads.fetches;
}

describe("a lost cache", () => {
  test("lets 1 + readers/s x the time of a read through for each hot thing, and one with single flight", () => {
    const n = 2000;
    let sum = 0;
    for (let i = 0; i < n; i++) {
      sum += stampede(false, 2, `stampede ${i}`);
      expect(stampede(true, 2, `stampede ${i}`)).toBe(1);
    }
    // The first miss, then a Poisson number of mean 2/ms x 10 ms until its value is there.
    expect(Math.abs(sum / n - (1 + 20))).toBeLessThan(4 * Math.sqrt(20 / n));
  });

  test("is filled again by what is read from the database or the backup cache", () => {
    const made = path();
    made.cache.lose();
    made.cache.restore(50);
    expect(made.path.read(100, -1, 0)).toBe(READ_SOURCE.backupCache);
    expect(made.path.read(101, -1, made.path.cachedAtMs)).toBe(READ_SOURCE.cache);
    made.cache.lose();
    made.backupCache.lose();
    made.cache.restore(150);
    made.backupCache.restore(150);
    expect(made.path.read(200, -1, made.path.cachedAtMs)).toBe(READ_SOURCE.replica);
    expect(made.path.cachedAtMs).toBe(202.5);
    expect(made.path.read(202, -1, made.path.cachedAtMs)).toBe(READ_SOURCE.replica);
    expect(made.path.read(203, -1, made.path.cachedAtMs)).toBe(READ_SOURCE.cache);
  });

  test("keeps nothing as long as it is away, for whatever reason", () => {
    const made = path();
    made.cache.lose();
    made.cache.lose();
    made.cache.restore(10);
    expect(made.cache.lookUp(20, 15)).toBe(false);
    made.cache.restore(30);
    expect(made.cache.lookUp(40, 35)).toBe(true);
  });
});

test("reads wait for their turn where the database answers so many a second only", () => {
  const made = path();
  made.cache.lose();
  const limit = new RateLimit({ ratePerS: 100, k: 1 });
  const reads = new ReadPath({ cache: made.cache, group: made.group, limit, fallBackToPrimary: true });
  const doneMs = [0, 0, 0].map(() => {
    reads.read(1000, -1, 0);
    return reads.doneAtMs;
  });
  expect(doneMs).toEqual([1002.25, 1012.25, 1022.25]);
  expect(reads.waitedMs).toBe(30);
  expect(reads.waitMaxMs).toBe(20);
});
