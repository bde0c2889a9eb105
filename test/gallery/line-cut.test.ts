import { describe, expect, test, vi } from "vitest";
import type { RegionEdge } from "../../src/model/build/region-edge.ts";
import { FAILED_CALL, type StepCounts } from "../../src/model/measure/step-counts.ts";
import { World } from "../../src/model/world.ts";
import { atMs, townOf } from "./town.ts";

/** Handsets that are all alike, so that the moment of a failure tells that of its call. */
const SAME_HANDSETS = `
carriers:
  access:
    wifi: {rtt: {constant: 20ms}, loss: 0%}
    4g: {rtt: {constant: 20ms}, loss: 0%}
    3g: {rtt: {constant: 20ms}, loss: 0%}
    2g: {rtt: {constant: 20ms}, loss: 0%}
`;
const ONE_LINE = [
  "lines=[{id: sz-sh-main, between: [sz, sh], bandwidth: 100Gbps, delay: 15ms, buffer: 50ms, loss: 0%}]",
  "routes.sz-sh.lines=[sz-sh-main]",
];
/** The deadline of a call, and half of the round trip to the handset (20 ms in the air, 8 ms in the city). */
const CALL_TO_FAILURE_MS = 1000 + 14;
/** A message that is on the line when it is cut was sent so long before, and answers a call of twice that. */
const LINE_MS = 15.1;
const CUT_MS = atMs("22:33:30");
const MENDED_MS = atMs("22:34:30");

/** What went wrong, and when, around the cut. */
interface Seen {
  /** Calls to sets of the other region, and calls that failed: when they were made [ms]. */
  crossedMs: number[];
  failedMs: number[];
  otherFailures: number;
  /** Spans in which messages were lost on any line [ms]. */
  lostMs: { fromMs: number; toMs: number }[];
  switchesMs: number[];
}

function watch(set: readonly string[], untilMs: number): Seen {
  const scenario = townOf("line-cut.yaml", SAME_HANDSETS, set);
  const fromMs = atMs("22:33:20");
  const world = new World(scenario, { seed: "cut", k: 1, fromMs, toMs: untilMs, warmUpMs: 15_000 });
  const seen: Seen = { crossedMs: [], failedMs: [], otherFailures: 0, lostMs: [], switchesMs: [] };
  for (const [region, edge] of world.edges.entries()) listen(edge, region, world, seen);
  const lost = () =>
    world.edges
      .flatMap(({ ways }) => ways.flatMap((way) => way?.lines ?? []))
      .reduce((sum, { lostByCut, lostByLoss, link }) => sum + lostByCut + lostByLoss + link.drops, 0);
  for (let before = lost(); world.nowMs < untilMs; before = lost()) {
    const sliceMs = world.nowMs;
    world.runUntil(sliceMs + 100);
    if (lost() > before) seen.lostMs.push({ fromMs: sliceMs, toMs: world.nowMs });
  }
  const happened = world.timelines.flatMap(({ entries }) => entries);
  seen.switchesMs = happened.filter(({ kind }) => kind === "switch").map((entry) => entry.atMs);
  return seen;
}

function listen(edge: RegionEdge, region: number, world: World, seen: Seen): void {
  const { call } = edge.mail;
  vi.spyOn(edge.mail, "call").mockImplementation((slot, tag, set, leaveMs) => {
    if (world.plan.sets[set]?.region !== region) seen.crossedMs.push(edge.sim.now);
    call.call(edge.mail, slot, tag, set, leaveMs);
  });
  const counts = edge.tallies.counts[0] as StepCounts;
  const { failed } = counts;
  vi.spyOn(counts, "failed").mockImplementation((step, why, timeMs) => {
    if (why === FAILED_CALL) seen.failedMs.push(timeMs - CALL_TO_FAILURE_MS);
    else seen.otherFailures++;
    failed.call(counts, step, why, timeMs);
  });
}

const within = (times: readonly number[], fromMs: number, toMs: number) =>
  times.filter((timeMs) => timeMs > fromMs && timeMs < toMs).length;

describe("a line is cut and has a backup", () => {
  const seen = watch([], atMs("22:33:50"));
  const firstMs = Math.min(...seen.switchesMs);
  const lastMs = Math.max(...seen.switchesMs);

  test("each end switches after four hellos in a row were missed and the time that it takes", () => {
    expect(seen.switchesMs.length).toBe(2);
    expect(firstMs - CUT_MS).toBeGreaterThan(3000 + 1000 - LINE_MS);
    expect(lastMs - CUT_MS).toBeLessThan(4000 + 1000 + LINE_MS);
  });

  test("all that is lost on the line is lost between the cut and the switch", () => {
    expect(seen.lostMs.length).toBeGreaterThan(30);
    for (const { fromMs, toMs } of seen.lostMs) {
      expect(toMs).toBeGreaterThan(CUT_MS);
      expect(fromMs).toBeLessThanOrEqual(lastMs);
    }
  });

  test("every call to the other region made in between fails, and none made before or after", () => {
    const between = within(seen.crossedMs, CUT_MS + 1, firstMs - 1);
    expect(between).toBeGreaterThan(500);
    expect(within(seen.failedMs, CUT_MS + 1, firstMs - 1)).toBe(between);
    expect(within(seen.crossedMs, lastMs, Number.POSITIVE_INFINITY)).toBeGreaterThan(500);
    expect(Math.min(...seen.failedMs)).toBeGreaterThan(CUT_MS - 3 * LINE_MS);
    expect(Math.max(...seen.failedMs)).toBeLessThan(lastMs + 1);
    expect(seen.otherFailures).toBe(0);
  });
});

describe("a line is cut and has no backup", () => {
  const seen = watch(ONE_LINE, atMs("22:34:35"));

  test("calls to the other region fail as long as the cut lasts", () => {
    const during = within(seen.crossedMs, CUT_MS + 1, MENDED_MS - 1);
    // Groups there are not shown what is sent, so it is those who were shown a packet before the cut.
    expect(during).toBeGreaterThan(500);
    expect(within(seen.failedMs, CUT_MS + 1, MENDED_MS - 1)).toBe(during);
    expect(Math.max(...seen.failedMs)).toBeGreaterThan(CUT_MS + 20_000);
  });
});
