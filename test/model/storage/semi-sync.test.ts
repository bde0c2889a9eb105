import { expect, test } from "vitest";
import { failoverAfter } from "../../laws/failover-after.ts";
import { threeCopies } from "./three-copies.ts";

const group = (ackTimeoutMs?: number) =>
  threeCopies(1, "semi-sync", {
    failover: failoverAfter(0, 10),
    ...(ackTimeoutMs === undefined ? {} : { ackTimeoutMs }),
  });

test("a primary whose followers are away waits for its timeout once, and acknowledges alone until they are back", () => {
  const made = group(50);
  expect(made.write(0, -1)).toBe(2);
  made.crash(1, 10);
  made.crash(2, 10);
  // Those who wait are let go together; who comes later does not wait.
  expect([20, 30, 69, 71, 200].map((atMs) => made.write(atMs, -1))).toEqual([70, 70, 71, 73, 202]);
  expect(made.aloneWrites).toBe(5);
  made.restart(1, 300);
  expect(made.write(399, -1)).toBe(401);
  expect(made.aloneWrites).toBe(6);
  expect(made.write(400, -1)).toBe(402);
  expect(made.aloneWrites).toBe(6);
  // Back in step they are waited for again, and missed for a timeout again.
  made.crash(1, 500);
  expect(made.write(510, -1)).toBe(560);
});

test("without a timeout nothing is acknowledged meanwhile, and nothing lost", () => {
  const made = group();
  made.write(0, -1);
  made.crash(1, 10);
  made.crash(2, 10);
  expect(made.write(20, -1)).toBe(Number.POSITIVE_INFINITY);
  made.restart(1, 30);
  made.crash(0, 40);
  made.restart(2, 50);
  made.write(100, -1);
  expect(made.lostAcknowledged).toBe(0);
});

test("what was acknowledged alone is lost with the primary", () => {
  const made = group(5);
  made.write(0, -1);
  made.crash(1, 10);
  made.crash(2, 10);
  for (const atMs of [20, 30, 31]) made.write(atMs, -1);
  made.restart(1, 40);
  made.restart(2, 40);
  // A twentieth of the way back they have nothing of it yet.
  made.crash(0, 45);
  expect(made.lostAcknowledged).toBe(3);
  expect(made.lostAcknowledged).toBe(made.aloneWrites);
});
