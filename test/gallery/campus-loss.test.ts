import { describe, expect, test } from "vitest";
import { expectLawful } from "../laws/expect-lawful.ts";
import { runWorld } from "../laws/small-night.ts";
import { atMs, townOf } from "./town.ts";

const LOST = 'faults=[{kind: loseIdc, idc: sz-2, at: "22:33:30", for: 30s}]';
const scenario = townOf("spring-festival-2015.yaml", "", [
  LOST,
  "sets.health.minCalls=5",
  "run.to=22:34:20",
  "run.drain=90s",
]);
const { world, result } = runWorld(scenario, { fromMs: atMs("22:33:20"), warmUpMs: 15_000 });
const lost = world.idcs.filter(({ idc }) => idc.id === "sz-2");
const at = (family: string, names: (name: string) => boolean) =>
  Object.entries(result.series.parts[family] ?? {}).filter(([name]) => names(name));

describe("a campus that is lost", () => {
  test("takes its sets along: no order is created there, none of its calls is answered", () => {
    const names = lost.flatMap(({ cells }) => cells.map((cell) => cell.parts.name));
    expect(names).toEqual(["set-01", "set-07"]);
    for (const [, { createsRps }] of at("sets", (name) => names.includes(name)))
      expect(createsRps?.slice(1, 4)).toEqual([0, 0, 0]);
    const masks = result.timeline.filter(({ kind }) => kind === "mask").map(({ part }) => part);
    expect(new Set(masks)).toEqual(new Set(names));
    // Until a set is masked its openings fail; from then on the access servers know, and say "later".
    const { failed, refused } = result.simulated.open;
    expect(failed.call).toBeGreaterThan(0);
    expect(refused.later).toBeGreaterThan(failed.call as number);
    expect(result.later?.byAccess).toBe(
      (refused.later ?? 0) +
        (result.simulated.grab.refused.later ?? 0) +
        (result.simulated.share.refused.later ?? 0),
    );
  });

  test("takes its access clusters along until handsets leave them out, ten seconds later", () => {
    for (const [name, { loadPerServerRps }] of at("clusters", (name) => name.startsWith("sz-2/"))) {
      expect([name, loadPerServerRps?.slice(1, 4)]).toEqual([name, [0, 0, 0]]);
      expect(loadPerServerRps?.[5]).toBeGreaterThan(0);
    }
    // A handset that finds nobody tries once more, after its deadline of 12 to 15 s: by then the list is renewed.
    const { shake } = result.simulated;
    expect(shake.attempts - shake.offered).toBeGreaterThan(1000);
    const unanswered = (shake.failed.access ?? 0) + (shake.failed.timeout ?? 0) + (shake.failed.carrier ?? 0);
    expect(unanswered / (shake.attempts - shake.offered)).toBeLessThan(0.05);
  });

  test("takes a copy of its neighbours' sets along, whose writes are still acknowledged by two", () => {
    const copies = at("replicas", (name) => ["set-00/1", "set-02/2"].includes(name));
    expect(copies.length).toBe(2);
    for (const [, { lagMs = [] }] of copies)
      expect(Math.max(...lagMs.slice(1, 4).map(Number))).toBeGreaterThan(5000);
    for (const [, { failShare = [] }] of at("sets", (name) => name === "set-00" || name === "set-02"))
      expect(failShare.every((share) => !share)).toBe(true);
  });

  test("leaves the other two 1.5 times their load of new orders and of shakes", () => {
    const survivors = result.incidents?.[0]?.survivors;
    expect([survivors?.sets?.away, survivors?.sets?.of, survivors?.sets?.theory]).toEqual([2, 6, 1.5]);
    expect(Math.abs((survivors?.sets?.meanLoad ?? 0) - 1.5)).toBeLessThan(0.03);
    expect(survivors?.access?.theory).toBeCloseTo(1.5, 1);
    // Handsets that met nobody come back a deadline later, on top.
    expect(survivors?.access?.meanLoad).toBeGreaterThan(1.4);
    expect(survivors?.access?.meanLoad).toBeLessThan(1.9);
    const { touched, blast } = result.incidents?.[0] ?? {};
    expect(touched?.attemptsWithoutAccess).toBeGreaterThan(1000);
    expect([blast?.theory, blast?.outside.availability]).toEqual([2 / 12, 1]);
  });

  test("is survived: every law holds, and the sets are back", () => {
    expectLawful(world, result);
    for (const [, { createsRps }] of at("sets", (name) => name === "set-01" || name === "set-07"))
      expect(createsRps?.[5]).toBeGreaterThan(3);
  });
});
