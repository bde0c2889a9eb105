import fc from "fast-check";
import { compileDistribution } from "../../src/kernel/distribution.ts";
import { openStream } from "../../src/kernel/random.ts";
import { ReplicaGroup } from "../../src/model/storage/replica-group.ts";
import { failoverAfter } from "./failover-after.ts";

const leg = compileDistribution({ kind: "exponential", mean: 1 });
const late = compileDistribution({ kind: "exponential", mean: 30 });
const KEYS = 3;

/** What happens to a group, one thing after another, so many ms apart. */
type Act = { afterMs: number } & (
  | { kind: "write" | "read"; key: number }
  | { kind: "crash" | "restart" | "loseDisk"; replica: number }
  /** These reach each other only, and so do the others; whoever calls from then on stands beside the ones or the others. */
  | { kind: "part"; replicas: readonly number[]; callersCutOff: boolean }
  | { kind: "heal" }
);

export interface Schedule {
  n: number;
  w: number;
  r: number;
  discipline: "log" | "independent";
  /** How far from the callers each of the copies stands, and as far from the nearer ones [ms]. */
  farMs: readonly number[];
  acts: readonly Act[];
  seed: number;
}

const SHAPES = [
  [3, 2, 1],
  [3, 2, 2],
  [3, 1, 1],
  [3, 3, 1],
  [3, 1, 3],
  [5, 3, 3],
  [5, 3, 1],
  [5, 2, 4],
  [1, 1, 1],
] as const;

function acts(n: number): fc.Arbitrary<Act[]> {
  const afterMs = fc.oneof(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 120 }));
  const key = fc.integer({ min: 0, max: KEYS - 1 });
  const replica = fc.integer({ min: 0, max: n - 1 });
  const replicas = fc.subarray(Array.from({ length: n }, (_, i) => i));
  const use = (kind: "write" | "read") => fc.record({ kind: fc.constant(kind), afterMs, key });
  const one = (kind: "crash" | "restart" | "loseDisk") =>
    fc.record({ kind: fc.constant(kind), afterMs, replica });
  const part = fc.record({
    kind: fc.constant("part" as const),
    afterMs,
    replicas,
    callersCutOff: fc.boolean(),
  });
  return fc.array(
    fc.oneof(
      { weight: 16, arbitrary: use("write") },
      { weight: 24, arbitrary: use("read") },
      { weight: 3, arbitrary: one("crash") },
      { weight: 6, arbitrary: one("restart") },
      { weight: 1, arbitrary: one("loseDisk") },
      { weight: 2, arbitrary: part },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant("heal" as const), afterMs }) },
    ),
    { minLength: 60, maxLength: 150, size: "max" },
  ) as fc.Arbitrary<Act[]>;
}

/** Any group under any schedule of writes, reads, crashes, partitions and lost disks. */
export const schedules: fc.Arbitrary<Schedule> = fc
  .record({
    shape: fc.constantFrom(...SHAPES),
    discipline: fc.constantFrom("log" as const, "independent" as const),
    farMs: fc.array(fc.constantFrom(0, 0, 1, 25), { minLength: 5, maxLength: 5 }),
    seed: fc.nat(),
  })
  .chain(({ shape: [n, w, r], discipline, farMs, seed }) =>
    acts(n).map((all) => ({ n, w, r, discipline, farMs: farMs.slice(0, n), seed, acts: all })),
  );

interface Acknowledged {
  entry: number;
  key: number;
  beganMs: number;
  ackMs: number;
  /** Replicas whose disks were lost since it began. */
  lost: Set<number>;
}

/** What a schedule has shown; the laws are thrown about at once. */
export interface Seen {
  acknowledged: number;
  read: number;
  stale: number;
  unavailable: number;
  lost: number;
  partitions: number;
}

/**
 * Plays a schedule and holds the group to its laws:
 * 1. an acknowledged write is on a disk as long as fewer than W replicas have lost theirs since (with a leader: W a majority);
 * 2. with R + W > N no completed read misses an acknowledged write that is not lost;
 * 3. whatever R and W, a write that is on all disks is missed by nobody;
 * 4. fewer than R (or W) replicas in reach of who asks: unavailable, and no version is told; no leader serves a minority.
 */
export function play({ n, w, r, discipline, farMs, acts: all, seed }: Schedule): Seen {
  const group = new ReplicaGroup({
    name: "group",
    replicas: n,
    write: w,
    read: r,
    discipline,
    legsMs: { write: leg, ack: leg, read: leg, reply: leg },
    places: {
      fromCallersMs: farMs,
      betweenMs: farMs.map((from, i) => farMs.map((to, j) => (i === j ? 0 : Math.max(from, to)))),
    },
    ...(discipline === "log" ? { asyncLagMs: late } : {}),
    recoveryMs: 50,
    failover: failoverAfter(6, 4),
    stream: openStream(String(seed), "schedule"),
  });
  const newest = new Array<number>(KEYS).fill(-1);
  const acknowledged: Acknowledged[] = [];
  const emptied = new Set<number>();
  const seen: Seen = { acknowledged: 0, read: 0, stale: 0, unavailable: 0, lost: 0, partitions: 0 };
  let cutOff: { replicas: readonly number[]; callers: boolean } | undefined;
  /** Replicas that are up and where the callers are. */
  const up = () => beside().filter((i) => group.isUp(i)).length;
  const beside = () =>
    Array.from({ length: n }, (_, i) => i).filter(
      (i) => cutOff === undefined || cutOff.replicas.includes(i) === cutOff.callers,
    );
  const isSafe = discipline === "independent" || w > n / 2;
  const promise = (law: string, holds: boolean) => {
    if (!holds) throw new Error(law);
  };
  let nowMs = 0;
  for (const act of all) {
    nowMs += act.afterMs;
    switch (act.kind) {
      case "write": {
        const ackMs = group.write(nowMs, newest[act.key] as number);
        promise("too few replicas acknowledge nothing", up() >= w || ackMs === Number.POSITIVE_INFINITY);
        if (discipline === "log")
          promise(
            "no leader serves a minority",
            cutOff === undefined || 2 * beside().length > n || ackMs === Number.POSITIVE_INFINITY,
          );
        if (discipline === "independent" && emptied.size === 0)
          promise("enough replicas acknowledge", up() < w || ackMs < Number.POSITIVE_INFINITY);
        if (ackMs === Number.POSITIVE_INFINITY) {
          seen.unavailable++;
          break;
        }
        promise("an acknowledgement takes time", ackMs > nowMs);
        newest[act.key] = group.entry;
        acknowledged.push({ entry: group.entry, key: act.key, beganMs: nowMs, ackMs, lost: new Set() });
        seen.acknowledged++;
        break;
      }
      case "read": {
        const everywhere = acknowledged.findLast(
          ({ entry, key, ackMs }) => key === act.key && ackMs <= nowMs && group.copiesOf(entry, nowMs) === n,
        );
        const stale = group.staleness.stale;
        const doneMs = group.read(nowMs, newest[act.key] as number);
        promise("a quorum out of reach is unavailable", up() >= r || doneMs === Number.POSITIVE_INFINITY);
        if (discipline === "independent" && emptied.size === 0)
          promise("a quorum in reach answers", up() < r || doneMs < Number.POSITIVE_INFINITY);
        const missed = group.staleness.stale > stale;
        if (doneMs === Number.POSITIVE_INFINITY) {
          seen.unavailable++;
          promise("what is unavailable is not stale", !missed);
          break;
        }
        seen.read++;
        if (missed) seen.stale++;
        promise("R + W > N sees every acknowledged write", !missed || r + w <= n);
        const after = acknowledged.filter(
          ({ entry, key, ackMs }) => key === act.key && ackMs <= nowMs && entry > (everywhere?.entry ?? -1),
        );
        promise("what is on all disks is missed by nobody", group.staleness.versionsBehind <= after.length);
        break;
      }
      case "crash":
        group.crash(act.replica, nowMs);
        break;
      case "restart":
        group.restart(act.replica, nowMs);
        break;
      case "part":
        if (cutOff !== undefined) break;
        cutOff = { replicas: act.replicas, callers: act.callersCutOff };
        group.part(act.replicas, act.callersCutOff ? 1 : 0, nowMs);
        seen.partitions++;
        break;
      case "heal":
        group.heal(nowMs);
        cutOff = undefined;
        break;
      case "loseDisk":
        group.loseDisk(act.replica, nowMs);
        emptied.add(act.replica);
        for (const { lost } of acknowledged) lost.add(act.replica);
    }
    for (const { entry, ackMs, lost } of acknowledged) {
      if (!isSafe || ackMs > nowMs || lost.size >= w) continue;
      promise("fewer than W disks lost lose no acknowledged write", group.copiesOf(entry, nowMs) >= 1);
    }
  }
  seen.lost = group.lostAcknowledged;
  return seen;
}
