import { describe, expect, test } from "vitest";
import type { Result } from "../../src/result/result.ts";
import { expectLawful } from "./expect-lawful.ts";
import { runWorld, smallNight } from "./small-night.ts";

const night = (...faults: string[]) =>
  runWorld(smallNight("sets.health.minCalls=5", "queues.allowedLag=5s", `faults=[${faults.join(", ")}]`), {
    warmUpMs: 0,
  });
const WHEN = 'at: "20:00:40", for: 30s';

const over = ({ series }: Result, family: string, part: string, metric: string): number[] =>
  (series.parts[family]?.[part]?.[metric] ?? []).map(Number);
/** Windows of ten seconds that lie within the fault. */
const during = (values: number[]): number[] => values.slice(4, 7);
const told = ({ timeline }: Result, kind: string) => timeline.filter((event) => event.kind === kind);

describe("two regions that live and do not reach each other", () => {
  const apart = night(`{kind: partitionRegions, between: [sz, sh], ${WHEN}}`);

  test("are what a cut of every line between them is, told as one fault", () => {
    const lines = ["sz-sh-main", "sz-sh-backup"].map((line) => `{kind: cutLine, line: ${line}, ${WHEN}}`);
    const cut = night(...lines);
    expect(apart.result.totals).toEqual(cut.result.totals);
    expect(apart.result.network).toEqual(cut.result.network);
    expect(told(apart.result, "fault").map(({ part, text }) => [part, text])).toEqual([
      ["sz-sh", "regions apart"],
    ]);
    expect(told(cut.result, "fault").length).toBe(2);
    expectLawful(apart.world, apart.result);
  });

  test("both ends find that no line is left, and new orders are made as ever", () => {
    const [incident] = apart.result.incidents ?? [];
    // Four hellos of a second each, then no line is in use.
    expect(incident?.foundAfterMs).toBeGreaterThan(3000);
    expect(incident?.foundAfterMs).toBeLessThanOrEqual(4040);
    expect(
      apart.result.network?.routes.every(({ switches }) => switches.some(({ to }) => to === "no line")),
    ).toBe(true);
    expect(apart.result.totals.send.failed).toEqual({});
    expect(incident?.blast?.inside.availability).toBeLessThan(0.05);
    expect(incident?.blast?.outside.availability).toBe(1);
    // Silence from behind a line says nothing about a set.
    expect(told(apart.result, "mask")).toEqual([]);
  });

  test("one way is one way, whichever end is named first", () => {
    const [to, from] = [
      night(`{kind: partitionRegions, between: [sz, sh], direction: forward, ${WHEN}}`),
      night(`{kind: partitionRegions, between: [sh, sz], direction: backward, ${WHEN}}`),
    ];
    expect(to?.result.network).toEqual(from?.result.network);
    const lost = (way: string) =>
      to?.result.network?.lines.find(({ id }) => id === `sz-sh-main:${way}`)?.lost;
    expect(lost("sz>sh")?.cut).toBeGreaterThan(100);
    expect(lost("sh>sz")).toMatchObject({ cut: 0, inFlight: 0 });
  });
});

describe("a campus that lives and is cut off", () => {
  const cut = (more = "") => night(`{kind: cutOffCampus, idc: sz-2, ${WHEN}${more}}`);
  const both = cut();
  const names = both.world.idcs.flatMap(({ idc, cells }) =>
    idc.id === "sz-2" ? cells.map(({ parts }) => parts.name) : [],
  );
  const created = ({ result }: typeof both) =>
    names.reduce(
      (sum, name) => sum + during(over(result, "sets", name, "createsRps")).reduce((a, b) => a + b),
      0,
    );

  test("is found by its own region's health and masked, as if it were dead", () => {
    expect(names.length).toBe(2);
    expect(new Set(told(both.result, "mask").map(({ part }) => part))).toEqual(new Set(names));
    expect(both.result.incidents?.[0]?.foundAfterMs).toBeLessThan(15_000);
    expect(both.result.network?.campuses?.map(({ id }) => id)).toEqual(["sz-2"]);
    expect(both.result.incidents?.[0]?.blast?.inside.availability).toBeLessThan(0.6);
    expect(both.result.incidents?.[0]?.blast?.outside.availability).toBeGreaterThan(0.999);
    expect(created(both)).toBe(0);
    expectLawful(both.world, both.result);
  });

  test("is late with no credit: what it has taken on it goes on with", () => {
    const { money } = both.result;
    expect([money.lateCredits, money.missingCredits, money.rightAgainAtMs]).toEqual([0, 0, 0]);
  });

  test("does the work and is not heard where only answers are lost", () => {
    const [deaf, mute] = [cut(", direction: in"), cut(", direction: out")];
    expect(created(deaf)).toBe(0);
    expect(created(mute)).toBeGreaterThan(0);
    const lost = ({ result }: typeof both) => result.network?.campuses?.[0]?.lost;
    expect([lost(deaf)?.answers, lost(mute)?.calls]).toEqual([0, 0]);
    for (const one of [deaf, mute]) expectLawful(one.world, one.result);
  });

  test("from one region's access servers is there for the others", () => {
    const far = cut(", regions: [sh]");
    expect(told(far.result, "mask")).toEqual([]);
    expect(far.result.totals.send.failed).toEqual({});
    expect(created(far)).toBeGreaterThan(0);
    expect(far.result.incidents?.[0]?.blast?.inside.availability).toBeLessThan(0.05);
    expect(far.result.incidents?.[0]?.blast?.outside.availability).toBe(1);
  });
});
