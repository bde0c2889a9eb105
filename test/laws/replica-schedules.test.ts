import fc from "fast-check";
import { expect, test } from "vitest";
import { compileDistribution } from "../../src/kernel/distribution.ts";
import { openStream } from "../../src/kernel/random.ts";
import { ReplicaGroup } from "../../src/model/storage/replica-group.ts";
import { failoverAfter } from "./failover-after.ts";
import { play, type Seen, schedules } from "./replica-schedules.ts";

test("a group keeps what it acknowledged, and says no rather than something old, under any schedule", () => {
  const all: Seen = { acknowledged: 0, read: 0, stale: 0, unavailable: 0, lost: 0, partitions: 0 };
  fc.assert(
    fc.property(schedules, (schedule) => {
      const seen = play(schedule);
      for (const key of Object.keys(all) as (keyof Seen)[]) all[key] += seen[key];
    }),
    { numRuns: 100, seed: 2015 },
  );
  // The schedules are worth something: each of these has happened.
  expect(all.acknowledged).toBeGreaterThan(300);
  expect(all.read).toBeGreaterThan(300);
  expect(all.stale).toBeGreaterThan(3);
  expect(all.unavailable).toBeGreaterThan(100);
  expect(all.partitions).toBeGreaterThan(100);
});

const ms = (value: number) => compileDistribution({ kind: "constant", value });

function leaderGroup(write: number) {
  return new ReplicaGroup({
    name: "group",
    replicas: 3,
    write,
    read: 1,
    discipline: "log",
    readFrom: "primary",
    legsMs: { write: ms(1), ack: ms(1), read: ms(0), reply: ms(0) },
    asyncLagMs: ms(100),
    recoveryMs: 50,
    failover: failoverAfter(0, 20),
    stream: openStream("leader", "group"),
  });
}

test("a leader that dies takes with it what it alone acknowledged: W = 1 loses it, W = 2 does not", () => {
  for (const [write, lost] of [
    [1, 1],
    [2, 0],
  ] as const) {
    const group = leaderGroup(write);
    expect(group.write(0, -1)).toBe(2);
    const { entry } = group;
    group.crash(0, 10);
    expect(group.write(29, entry)).toBe(Number.POSITIVE_INFINITY);
    expect(group.write(30, entry)).toBeLessThan(Number.POSITIVE_INFINITY);
    expect(group.lostAcknowledged).toBe(lost);
    expect(group.copiesOf(entry, 30)).toBe(lost === 1 ? 0 : 2);
  }
});

test("no leader comes from a minority, and the one with the longest log comes from a majority", () => {
  const group = leaderGroup(2);
  group.write(0, -1);
  group.crash(0, 10);
  group.crash(1, 11);
  expect(group.read(100, group.entry)).toBe(Number.POSITIVE_INFINITY);
  // The third copy gets the write 100 ms late, and is not the one to lead: the second has it.
  group.restart(1, 60);
  expect(group.read(60, group.entry)).toBe(Number.POSITIVE_INFINITY);
  expect(group.read(80, group.entry)).toBe(80);
  expect(group.primary).toBe(1);
  expect(group.staleness.stale).toBe(0);
});

test("an empty disk is rebuilt from N - W + 1 others, and its replica says nothing before", () => {
  const group = new ReplicaGroup({
    name: "group",
    replicas: 3,
    write: 2,
    read: 2,
    discipline: "independent",
    legsMs: { write: ms(1), ack: ms(1), read: ms(1), reply: ms(1) },
    recoveryMs: 50,
    stream: openStream("disk", "group"),
  });
  group.write(0, -1);
  const { entry } = group;
  group.loseDisk(0, 10);
  group.crash(1, 10);
  group.restart(0, 20);
  // One intact copy is in reach: neither quorum.
  expect(group.read(100, entry)).toBe(Number.POSITIVE_INFINITY);
  group.restart(1, 200);
  expect(group.read(210, entry)).toBe(212);
  group.crash(2, 220);
  expect(group.read(230, entry)).toBe(Number.POSITIVE_INFINITY);
  expect(group.read(250, entry)).toBe(252);
  expect(group.staleness.stale).toBe(0);
  // Both that were written to, and the one rebuilt from them, have it; the last disks go.
  group.loseDisk(1, 300);
  group.loseDisk(2, 300);
  expect(group.lostAcknowledged).toBe(0);
  group.loseDisk(0, 300);
  expect(group.lostAcknowledged).toBe(1);
});
