import { describe, expect, test } from "vitest";
import { runWorld } from "../laws/small-night.ts";
import { atMs, townOf } from "./town.ts";

const GRAY_MS = atMs("22:33");

function night(...set: string[]) {
  const scenario = townOf("gray-set.yaml", "", [
    "faults.0.for=80s",
    "run.to=22:34:40",
    "run.drain=20s",
    // Twelve calls a second need the database of a set of the town.
    "sets.health.gray.minCalls=100",
    ...set,
  ]);
  return runWorld(scenario, { fromMs: atMs("22:32:30"), warmUpMs: 30_000 }).result;
}

describe("a set that fails one call in five", () => {
  const result = night();
  const [incident] = result.incidents ?? [];

  test("is masked when a window of 30 s is half full of it, and no other set ever is", () => {
    expect(incident?.foundAfterMs).toBeGreaterThan(5000);
    expect(incident?.foundAfterMs).toBeLessThan(30_000);
    const masked = result.timeline.filter(({ kind }) => kind === "mask").map(({ part }) => part);
    expect(new Set(masked)).toEqual(new Set(["set-07"]));
  });

  test("passes its probes now and then, and each mask is longer than the one before", () => {
    const events = result.timeline.filter(({ kind }) => kind === "mask" || kind === "unmask");
    const lengths = events.flatMap((event, i) => {
      const next = events[i + 1];
      return event.kind === "mask" && next !== undefined ? [next.atMs - event.atMs] : [];
    });
    expect(lengths.length).toBeGreaterThan(1);
    lengths.slice(1).forEach((ms, i) => {
      expect(ms).toBeGreaterThan(lengths[i] as number);
    });
  });

  test("hurts those inside its blast radius only, and fewer when it is masked", () => {
    expect(incident?.blast?.outside.availability).toBe(1);
    expect(incident?.blast?.theory).toBeCloseTo(1 / 12, 9);
    const [endured] = night("sets.health.maskedMax=0%").incidents ?? [];
    // One in five calls fails; new orders that fail are created elsewhere, nine in ten others are not.
    expect(endured?.blast?.inside.availability).toBeGreaterThan(0.75);
    expect(endured?.blast?.inside.availability).toBeLessThan(0.85);
    expect(endured?.avoidedAfterMs).toBe(null);
    expect(endured?.foundAfterMs).not.toBe(null);
    expect((endured?.touched.requests ?? 0) / (incident?.touched.requests ?? 1)).toBeGreaterThan(1.5);
  });

  test("is found by its slowness alone, too", () => {
    const slow = night('faults=[{kind: graySet, set: set-07, delay: 500ms, at: "22:33", for: 80s}]');
    expect(slow.incidents?.[0]?.foundAfterMs).toBeLessThan(10_000);
    expect(slow.timeline.filter(({ kind }) => kind === "mask").every(({ part }) => part === "set-07")).toBe(
      true,
    );
    expect(GRAY_MS).toBe(slow.incidents?.[0]?.atMs);
  });
});
