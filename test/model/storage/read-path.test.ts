import { describe, expect, test } from "vitest";
import { compileDistribution } from "../../../src/kernel/distribution.ts";
import { openStream } from "../../../src/kernel/random.ts";
import { Cache } from "../../../src/model/storage/cache.ts";
import { READ_SOURCE, ReadPath } from "../../../src/model/storage/read-path.ts";
import { ReplicaGroup } from "../../../src/model/storage/replica-group.ts";
import { failoverAfter } from "../../laws/failover-after.ts";

function path() {
  const leg = compileDistribution({ kind: "constant", value: 1 });
  const cacheOf = (name: string) =>
    new Cache({
      latencyMs: compileDistribution({ kind: "constant", value: 0.25 }),
      hit: 1,
      stream: openStream("path", name),
    });
  const cache = cacheOf("cache");
  const backupCache = cacheOf("backup");
  const group = new ReplicaGroup({
    name: "group",
    replicas: 3,
    write: 2,
    read: 1,
    discipline: "log",
    legsMs: { write: leg, ack: leg, read: leg, reply: leg },
    recoveryMs: 100,
    failover: failoverAfter(6, 4),
    stream: openStream("path", "group"),
  });
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
});
