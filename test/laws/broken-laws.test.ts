import { describe, expect, test } from "vitest";
import { Federation } from "../../src/kernel/federation.ts";
import { Simulation } from "../../src/kernel/simulation.ts";
import { Health } from "../../src/model/control/health.ts";
import {
  COLUMNS,
  FULL,
  OFFERED,
  REFUSED,
  SENT,
  type StepCounts,
} from "../../src/model/measure/step-counts.ts";
import type { Book } from "../../src/model/messaging/book.ts";
import { OPEN, SEND } from "../../src/model/workflow/step.ts";
import type { World } from "../../src/model/world.ts";
import { brokenLaws } from "../../src/run/broken-laws.ts";
import { collect } from "../../src/run/collect.ts";
import { Histogram } from "../../src/stats/histogram.ts";
import { runWorld, smallNight } from "./small-night.ts";

/** What is wrong with a small night once something has been done to its world. */
function afterBreaking(breaks: (world: World) => void): string[] {
  const { world } = runWorld(smallNight("run.to=20:00:30"));
  breaks(world);
  const result = collect(world, []);
  return [...brokenLaws(world, result), ...result.money.violations];
}

const countsOf = ({ edges }: World) => edges[0]?.tallies.counts[0] as StepCounts;
const cellOf = ({ idcs }: World) => {
  const cells = idcs.flatMap(({ cells: all }) => all);
  const found = cells.find(({ parts }) => parts.ledger.openedFen > 0);
  if (found === undefined) throw new Error("nobody opened anything");
  return found.parts;
};

const BROKEN: readonly [law: string, breaks: (world: World) => void, told: RegExp][] = [
  ["no law", () => {}, /^$/],
  [
    "a request that nobody hears of again",
    (world) => countsOf(world).windows.add(OPEN * COLUMNS + FULL, 20_000, -1),
    /open: \d+ answers had \d+ outcomes; 1 requests count as in flight, but 0 are on their way/,
  ],
  [
    "an answer that counts twice",
    (world) => countsOf(world).answered(SEND, FULL, SENT, 1000),
    /send: -1 in flight at \d+ ms/,
  ],
  [
    "a refusal without anybody who refused",
    (world) => {
      countsOf(world).windows.add(OPEN * COLUMNS + OFFERED, 1000, 1);
      countsOf(world).windows.add(OPEN * COLUMNS + REFUSED, 1000, 1);
    },
    /open: \d+ were offered, but \d+ are accounted for; open: \d+ were offered in \d+ attempts/,
  ],
  [
    "an answer whose latency is counted twice, as by one who times attempts and not requests",
    ({ edges }) => edges[0]?.tallies.latenciesOf()[0]?.add(OPEN, 20_000, 5000, 10),
    /open: \d+ answers have \d+ client and \d+ service latencies/,
  ],
  [
    "latencies counted from later than the first attempt",
    ({ edges }) => {
      for (const { tallies } of edges)
        for (const { client } of tallies.latenciesOf()) {
          const soon = new Histogram();
          soon.addMany(0.5, client[SEND]?.count ?? 0);
          client[SEND] = soon;
        }
    },
    /send: answered in 0.5 ms, of which the service took/,
  ],
  [
    "more bits over a line than its bandwidth",
    ({ series }) => {
      const lines = series.flatMap(({ values }) => [...(values.get("lines")?.values() ?? [])]);
      lines[0]?.get("utilisation")?.splice(0, 1, 1.01);
    },
    /utilisation of 1\.01 in the window from 0 ms/,
  ],
  [
    "a fen too much in a packet",
    (world) => {
      const { packets } = cellOf(world);
      packets.setRemainingFen(0, packets.remainingFen(0) + 1);
    },
    /of \d+ fen holds and paid \d+ fen/,
  ],
  [
    "an opening that the ledger does not know",
    (world) => {
      cellOf(world).ledger.openedFen -= 1;
    },
    /opened \d+ \+ refunded \d+ \+ held \d+ fen falls short of the \d+ fen created by 1/,
  ],
  [
    "a credit paid without an opening",
    (world) => {
      (cellOf(world).office.books[0] as Book).centre.creditedFen += 1;
    },
    /owed \d+ \+ credited \d+ fen is not the \d+ fen opened/,
  ],
];

describe("the checks of every run find", () => {
  test.each(BROKEN)("%s", (_, breaks, told) => {
    expect(afterBreaking(breaks).join("; ")).toMatch(told);
  });
});

describe("the checks of every event find", () => {
  test("a time in the past", () => {
    const sim = new Simulation();
    const late = sim.register(() => void sim.at(4, late));
    sim.at(5, late);
    expect(() => sim.runIdle()).toThrow(/cannot schedule .* at 4 ms/);
  });

  test("a mask that somebody knew of before calls had failed", () => {
    const params = {
      ...{ windowMs: 1000, minCalls: 3, failureShare: 0.5, openMs: 1000, openMaxMs: 8000 },
      ...{ probeRateRps: 1, successes: 3, rampMs: 0, rampFrom: 1 },
      gray: { windowMs: 10_000, minCalls: 30, failureShare: 0.1, peersFactor: 3 },
    };
    const health = new Health("set-1", params, { mayMask: () => true, failureShare: () => 0 });
    health.report(false, false, 10);
    const oracle = health as unknown as { mask(nowMs: number, isGray: boolean, why: string): void };
    expect(() => oracle.mask(20, false, "the fault begins")).toThrow(/set-1.*without the failures/);
    for (const atMs of [30, 40]) health.report(false, false, atMs);
    expect(health.isMasked).toBe(true);
  });

  test("a message that outruns the lookahead", () => {
    const mail = new Federation({ districts: 2, lookaheadMs: 10, groups: [0, 1] });
    const handler = mail.onMessage(1, () => {});
    expect(() => mail.send(0, 1, 9, handler)).toThrow(/district 0/);
  });

  test("a district that reaches into another's list", () => {
    const mail = new Federation({ districts: 2, lookaheadMs: 1, groups: [0, 1] });
    const [here, there] = [mail.district(0), mail.district(1)];
    const nothing = there.register(() => {});
    there.at(5, nothing);
    here.at(
      2,
      here.register(() => void there.at(4, nothing)),
    );
    expect(() => mail.run(10)).toThrow(/scheduled into from outside/);
  });
});
