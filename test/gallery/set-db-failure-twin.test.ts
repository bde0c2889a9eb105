import { describe, expect, test } from "vitest";
import { runWorld } from "../laws/small-night.ts";
import { atMs, townOf } from "./town.ts";

function incidentOf(file: string) {
  const scenario = townOf(file, "", ["faults.0.for=30s", "run.to=22:34:10", "run.drain=20s"]);
  const { result } = runWorld(scenario, { fromMs: atMs("22:33:10"), warmUpMs: 15_000 });
  return { result, incident: result.incidents?.[0] };
}

describe("a set's database that fails, masked and not", () => {
  const masked = incidentOf("set-db-failure.yaml");
  const endured = incidentOf("set-db-failure-unmasked.yaml");

  test("is found by both after the same time, and avoided by one", () => {
    expect(endured.incident?.foundAfterMs).toBe(masked.incident?.foundAfterMs);
    expect(masked.incident?.avoidedAfterMs).toBe(masked.incident?.foundAfterMs);
    expect(endured.incident?.avoidedAfterMs).toBe(null);
    expect(endured.result.timeline.filter(({ kind }) => kind === "mask")).toEqual([]);
  });

  test("hurts one set's requests and no others; a twelfth of the sets is broken", () => {
    for (const { incident } of [masked, endured]) {
      expect(incident?.blast?.theory).toBeCloseTo(1 / 12, 9);
      expect(incident?.blast?.outside.availability).toBe(1);
      expect(incident?.blast?.inside.availability).toBeLessThan(0.95);
      // New orders are created elsewhere, so the share of those who have to do with the set only shrinks.
      expect(incident?.blast?.share).toBeLessThan(1.5 / 12);
    }
  });

  test("touches more where it is not masked: every new order of its users tries it first", () => {
    const touched = [masked, endured].map(({ incident }) => incident?.touched.requests ?? 0);
    expect((touched[1] as number) / (touched[0] as number)).toBeGreaterThan(1.2);
  });

  test("leaves the others 6/5 of their load while it is masked", () => {
    const survivors = masked.incident?.survivors?.sets;
    expect([survivors?.away, survivors?.of, survivors?.theory]).toEqual([1, 6, 6 / 5]);
    expect(survivors?.meanLoad).toBeCloseTo(6 / 5, 1);
    expect(survivors?.busiestLoad).toBeGreaterThan(6 / 5);
    expect(endured.incident?.survivors).toBe(null);
  });
});
