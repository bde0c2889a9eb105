import { expect, test } from "vitest";
import { compileDistribution } from "../../src/kernel/distribution.ts";
import { openStream } from "../../src/kernel/random.ts";
import { Cache } from "../../src/model/storage/cache.ts";
import { RateLimit } from "../../src/model/storage/rate-limit.ts";
import { ReadPath } from "../../src/model/storage/read-path.ts";
import { ReplicaGroup } from "../../src/model/storage/replica-group.ts";
import { failoverAfter } from "./failover-after.ts";
import { runWorld, smallNight } from "./small-night.ts";

const COUNT = 100_000;

/** Reads of a thing that no cache has, from three copies whose answer takes an exponential millisecond. */
function read(hedgeMs: number | undefined, slow: number[] = [], limit?: RateLimit) {
  const at = (value: number) => compileDistribution({ kind: "constant", value });
  const group = new ReplicaGroup({
    name: "group",
    replicas: 3,
    write: 3,
    read: 1,
    discipline: "log",
    legsMs: {
      write: at(1),
      ack: at(1),
      read: compileDistribution({ kind: "exponential", mean: 1 }),
      reply: at(0),
    },
    recoveryMs: 100,
    failover: failoverAfter(6, 4),
    stream: openStream("hedge", "group"),
  });
  for (const replica of slow) group.slow(replica, 1000);
  const path = new ReadPath({
    cache: new Cache({ latencyMs: at(0), hit: 0, stream: openStream("hedge", "cache") }),
    group,
    fallBackToPrimary: false,
    ...(hedgeMs === undefined ? {} : { hedgeMs }),
    ...(limit === undefined ? {} : { limit }),
  });
  const tookMs: number[] = [];
  for (let i = 0; i < COUNT; i++) {
    path.read(20 * i, -1, Number.NaN);
    tookMs.push(path.doneAtMs - 20 * i);
  }
  return { path, group, tookMs };
}

const beyond = (tookMs: number[], ms: number) => tookMs.filter((took) => took > ms).length / COUNT;
/** Four standard errors of a share p of all reads. */
const room = (p: number) => 4 * Math.sqrt((p * (1 - p)) / COUNT);

test.each([0.5, 1, 2])(
  "hedged after %f means, reads are as late as both copies are: e^-t, then e^-(2t - h)",
  (h) => {
    const { tookMs } = read(h);
    for (const t of [0.25, 0.75, 1.5, 2.5, 3.5]) {
      const law = t < h ? Math.exp(-t) : Math.exp(-(2 * t - h));
      expect(Math.abs(beyond(tookMs, t) - law)).toBeLessThan(room(law));
    }
  },
);

test("what a hedge costs is one more read for each that has no answer by then: e^-h of them", () => {
  for (const h of [0.5, 2]) {
    const { path, group } = read(h);
    expect(Math.abs(path.hedged / COUNT - Math.exp(-h))).toBeLessThan(room(Math.exp(-h)));
    expect(group.reads).toBe(COUNT + path.hedged);
    // Of two that are both still out after h, the second to be asked is the first to answer half the time.
    expect(Math.abs(path.hedgesWon / path.hedged - 0.5)).toBeLessThan(4 * Math.sqrt(0.25 / path.hedged));
  }
});

test("no hedge draws, costs and changes nothing", () => {
  const { path, group, tookMs } = read(undefined);
  expect([path.hedged, group.reads]).toEqual([0, COUNT]);
  expect(Math.abs(beyond(tookMs, 2) - Math.exp(-2))).toBeLessThan(room(Math.exp(-2)));
});

test("the other copy is another one: one slow copy of three makes no read slow", () => {
  expect(beyond(read(undefined, [1]).tookMs, 15)).toBeGreaterThan(0.3);
  // Only as often as the good copy takes 13 ms.
  expect(beyond(read(2, [1]).tookMs, 15)).toBeLessThan(0.0005);
});

test("hedges take the database's turns from others", () => {
  const limit = () => new RateLimit({ ratePerS: 55, k: 1 });
  expect(read(undefined, [], limit()).path.waitedMs).toBe(0);
  expect(read(0.5, [], limit()).path.waitedMs).toBeGreaterThan(0);
});

test("in the night: fewer slow pages for a few reads more, told in the result; without it nothing is told", () => {
  const night = (...set: string[]) =>
    runWorld(smallNight("sets.cache.hit=0%", "run.scale=1/5", ...set)).result;
  const [plain, hedged] = [night(), night("sets.storage.hedge=1ms")];
  const { hedgedReads = 0, hedgesWon = 0, reads } = hedged.staleness;
  expect(hedgedReads).toBeGreaterThan(0);
  expect(hedgesWon).toBeLessThan(hedgedReads);
  expect(reads - hedgedReads).toBeLessThan(1.05 * plain.staleness.reads);
  expect(plain.staleness.hedgedReads).toBe(undefined);
});

test("whoever asks several copies at once has nothing to hedge", () => {
  expect(() => smallNight("sets.storage.read=2", "sets.storage.hedge=1ms")).toThrow(
    /storage\.hedge.*no hedge/,
  );
});
