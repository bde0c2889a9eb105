import { expect, test } from "vitest";
import { failoverAfter } from "../../laws/failover-after.ts";
import { threeCopies } from "./three-copies.ts";

const NEVER = Number.POSITIVE_INFINITY;

const group = () => threeCopies(1, "leader", { recoveryMs: 50, failover: failoverAfter(70, 30) });

test("writes are back detection and election after the leader has gone, not a moment earlier", () => {
  const made = group();
  made.write(0, -1);
  made.crash(0, 10);
  expect(made.write(109.9, -1)).toBe(NEVER);
  expect(made.write(110, -1)).toBe(112);
  expect(made.failovers).toEqual([{ from: 0, to: 1, goneMs: 10, detectedMs: 80, servesMs: 110 }]);
});

test("one that fails before it serves has led nothing: the failover goes on until one serves", () => {
  const made = group();
  made.crash(0, 10);
  made.restart(0, 20);
  made.crash(1, 60);
  expect(made.write(159, -1)).toBe(NEVER);
  expect(made.write(160, -1)).toBeLessThan(NEVER);
  expect(made.failovers).toEqual([{ from: 0, to: 2, goneMs: 10, detectedMs: 130, servesMs: 160 }]);
});

test("once a majority is back that was long known to have no leader, only the election is waited for", () => {
  const made = group();
  made.crash(0, 10);
  made.crash(1, 20);
  expect(made.write(500, -1)).toBe(NEVER);
  made.restart(0, 600);
  expect(made.write(629, -1)).toBe(NEVER);
  // Two of three are in reach, one of them still catches up.
  expect(made.write(650, -1)).toBe(652);
  expect(made.failovers.map(({ servesMs }) => servesMs)).toEqual([630]);
});

test("a follower that fails changes no leader", () => {
  const made = group();
  made.crash(2, 10);
  expect(made.write(11, -1)).toBe(13);
  expect(made.failovers).toEqual([]);
});
