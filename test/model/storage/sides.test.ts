import { describe, expect, test } from "vitest";
import type { ReplicaGroupOptions } from "../../../src/model/storage/replica-group-options.ts";
import { failoverAfter } from "../../laws/failover-after.ts";
import { threeCopies } from "./three-copies.ts";

const NEVER = Number.POSITIVE_INFINITY;

const group = (options: Partial<ReplicaGroupOptions> = {}) =>
  threeCopies(1, "sides", { failover: failoverAfter(20, 10), ...options });

describe("a group that is parted", () => {
  test("serves writes where most of it is and refuses them elsewhere, by the share of who calls there", () => {
    const made = group();
    made.part([2], 0.25, 10);
    const n = 40_000;
    for (let i = 0; i < n; i++) made.write(20 + i, -1);
    const error = Math.sqrt((0.25 * 0.75) / n);
    expect(Math.abs(made.writesUnavailable / n - 0.25)).toBeLessThan(4 * error);
    expect(made.failovers).toEqual([]);
  });

  test("chooses a leader on the side of most when the old one is cut off, and that one serves nobody meanwhile", () => {
    const cut = group();
    cut.part([0], 1, 10);
    expect(cut.write(20, -1)).toBe(NEVER);
    expect(cut.write(2000, -1)).toBe(NEVER);
    const most = group();
    most.part([0], 0, 10);
    expect(most.write(39, -1)).toBe(NEVER);
    expect(most.write(40, -1)).toBe(42);
    expect(most.failovers).toEqual([{ from: 0, to: 1, goneMs: 10, detectedMs: 30, servesMs: 40 }]);
  });

  test("goes on where most of it is when those named are the most", () => {
    const made = group();
    made.part([0, 1], 1, 10);
    expect(made.write(11, -1)).toBe(13);
    expect(made.failovers).toEqual([]);
  });

  test("of two halves neither is led", () => {
    for (const callers of [0, 1]) {
      const made = group({ replicas: 4, write: 1 });
      made.part([2, 3], callers, 10);
      expect(made.write(1000, -1)).toBe(NEVER);
    }
  });

  test("lets the cut-off copy be read with R = 1: as it was when it was cut off, for as long as it lasts", () => {
    const made = group();
    let entry = -1;
    for (let nowMs = 0; nowMs <= 100; nowMs += 10) {
      made.write(nowMs, entry);
      entry = made.entry;
    }
    made.part([2], 1, 205);
    expect(made.read(210, entry)).toBe(212);
    expect(made.staleness.versionsBehind).toBe(0);
    made.heal(220);
    made.part([2], 0, 400);
    for (const nowMs of [410, 420, 430]) {
      made.write(nowMs, entry);
      entry = made.entry;
    }
    made.heal(500);
    made.part([2], 1, 501);
    // It has worked off a hundredth of what it missed when it is cut off again: nothing, as the first write is a tenth in.
    made.read(600, entry);
    expect(made.staleness.versionsBehind).toBe(3);
    expect(made.staleness.ageMs).toBe(600 - 412);
    made.heal(700);
    made.read(800, entry);
    expect(made.staleness.versionsBehind).toBe(0);
  });

  test("with R + W > N its minority answers no read at all", () => {
    for (const discipline of ["log", "independent"] as const) {
      const made = group({ discipline, read: 2 });
      made.write(0, -1);
      made.part([2], 1, 100);
      expect(made.read(110, made.entry)).toBe(NEVER);
      expect(made.staleness.stale).toBe(0);
    }
  });

  test("without a leader takes writes on both sides that are enough for W, and each misses the other's until it is healed", () => {
    const made = group({ discipline: "independent", write: 1 });
    made.part([2], 1, 100);
    made.write(150, -1);
    const apart = made.entry;
    made.heal(200);
    made.part([2], 0, 201);
    made.read(300, apart);
    expect(made.staleness.versionsBehind).toBe(0);
    expect(made.copiesOf(apart, 200)).toBe(1);
    // It began in the middle of the hundred milliseconds that they were parted, and comes in the middle of the recovery.
    expect(made.copiesOf(apart, 249)).toBe(1);
    expect(made.copiesOf(apart, 251)).toBe(3);
  });
});
