import { expect, test } from "vitest";
import { columnsOf } from "../../src/result/clip.ts";
import { percentText } from "../../src/result/number-text.ts";
import { type Result, STEPS, type Step, type TimelineEvent } from "../../src/result/result.ts";
import { summary } from "../../src/result/summary.ts";
import { together } from "../../src/result/together.ts";
import { sampleResult } from "./sample-result.ts";

const plain = { colour: false };

test("a busy night with long names still fits a terminal of 24 lines and 80 columns", () => {
  const text = summary(busyNight(), { colour: false, footer: ["Wrote result.json", "to reports/busy"] });
  const lines = text.split("\n");
  expect(lines.length).toBeLessThanOrEqual(24);
  for (const line of lines) expect(columnsOf(line), line).toBeLessThanOrEqual(80);
  expect(text).toMatch(/and \d+ more in timeline\.csv/);
});

test("the headline says whether it holds, strains or breaks, and names the worst step", () => {
  expect(headline(shakesAnswered(1000))).toBe("It holds: shake is the worst step with 100 % answered.");
  expect(headline(shakesAnswered(995))).toBe("It strains: shake is the worst step with 99.50 % answered.");
  expect(headline(shakesAnswered(900))).toBe("It breaks: shake is the worst step with 90.00 % answered.");
});

test("core and whole are told together, with the attempts that a request took", () => {
  const result = shakesAnswered(900);
  for (const step of STEPS) result.totals[step].attempts = 2 * result.totals[step].offered;
  const [core, whole] = (["core", "whole"] as const).map((group) => together(result.totals, group));
  if (core === undefined || whole === undefined) throw new Error("there are two groups");
  const percent = (of: typeof core): string => percentText(of.answered / of.decided);
  expect(summary(result, plain)).toContain(
    `\nAnswered: core (shake, open, share) ${percent(core)}, whole ${percent(whole)}; 2.000 tries each\n`,
  );
  expect(core.answered).toBe(
    whole.answered - (["send", "grab"] as const).reduce((all, step) => all + answers(result, step), 0),
  );
});

test("books that do not balance come before everything that went well", () => {
  const result = shakesAnswered(1000);
  result.money.violations = ["packet 7 paid 1 fen too much"];
  expect(headline(result)).toBe("THE BOOKS DO NOT BALANCE: packet 7 paid 1 fen too much");
});

test("what stays wrong is told in yuan and in records of each book, and nothing where all is right", () => {
  expect(summary(sampleResult(), plain)).not.toContain("Still wrong");
  const result = sampleResult();
  const wallet = result.books?.wallet;
  if (wallet === undefined) throw new Error("the sample has a wallet");
  result.money.owedFen = 459_360;
  result.books = {
    wallet: { ...wallet, missing: 2871 },
    lists: { ...wallet, missing: 3828 },
    orders: wallet,
  };
  expect(summary(result, plain)).toContain(
    "\nStill wrong: 4594 yuan owed; missing: wallet 2871, lists 3828\n",
  );
  result.books = { wallet: { ...wallet, excessFen: 12_000 } };
  expect(summary(result, plain)).toContain("\nStill wrong: 120 yuan paid too much\n");
});

test("an interrupted run says so first", () => {
  const result = { ...shakesAnswered(1000), complete: false, incompleteBecause: ["interrupted at 20:10:00"] };
  expect(headline(result)).toBe("INCOMPLETE: interrupted at 20:10:00");
});

test("requests in flight at the end count neither for nor against", () => {
  const result = shakesAnswered(900);
  result.totals.shake.inFlight = 100;
  result.totals.shake.failed = {};
  expect(headline(result)).toContain("It holds");
});

test("a step without samples shows dashes, not zeros", () => {
  const grab = summary(sampleResult(), plain)
    .split("\n")
    .find((line) => line.startsWith("grab"));
  expect(grab?.split(/\s+/)).toEqual(["grab", "0", "-", "-", "-", "-", "-", "-"]);
});

test("the money line says when the money was right again", () => {
  const of = (rightAgainAtMs: number | null): string =>
    summary(sampleResult({ money: { ...sampleResult().money, rightAgainAtMs } }), plain);
  expect(of(0)).toContain("Money: right all the time;");
  expect(of(90_000)).toContain("Money: right again at 20:01:30;");
  expect(of(null)).toContain("Money: not right by the end;");
});

test("no name from a scenario can move the cursor or colour the screen", () => {
  const result = sampleResult({
    seed: "\u001b[31mred",
    scenario: { ...sampleResult().scenario, name: "a\nb\u0007" },
  });
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the control characters are what is asked about
  expect(summary(result, plain)).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
});

test("colour marks the headline only where it was asked for", () => {
  expect(summary(sampleResult(), { colour: true })).toContain("\u001b[1;33m");
  expect(summary(sampleResult(), plain)).not.toContain("\u001b");
});

function headline(result: Result): string | undefined {
  return summary(result, plain).split("\n")[2];
}

function shakesAnswered(full: number): Result {
  const result = sampleResult();
  result.totals.shake.answered = { full, degraded: 0 };
  return result;
}

function busyNight(): Result {
  const result = sampleResult();
  result.scenario.name = "春节联欢晚会".repeat(20);
  result.seed = "seed".repeat(30);
  for (const step of STEPS) {
    result.totals[step] = {
      offered: 999_999_999_999,
      attempts: 999_999_999_999,
      answered: { full: 1, degraded: 99_999_999 },
      refused: { access: 123_456_789_123 },
      failed: { timeout: 654_321_987_654 },
      inFlight: 0,
      outcomes: {},
    };
    result.latencyMs[step].client = {
      count: 1,
      mean: 1,
      p50: 3_599_000,
      p90: 1,
      p99: 35_990_000,
      p999: 1,
      max: 1,
    };
  }
  result.money.rightAgainAtMs = 99_999;
  result.money.openedFen = 9.99e14;
  result.staleness.reads = 1e9;
  result.staleness.staleReads = 1e6;
  const kinds: TimelineEvent["kind"][] = ["fault", "mask", "unmask", "switch", "rung", "overload"];
  result.timeline = Array.from({ length: 60 }, (_, i) => ({
    atMs: i * 1000,
    untilMs: i % 2 === 0 ? i * 1000 + 500 : null,
    kind: kinds[i % kinds.length] ?? "fault",
    part: `part-${i}`,
    text: `a long story about part-${i} ${"and so on ".repeat(12)}`,
  }));
  return result;
}

function answers(result: Result, step: Step): number {
  return result.totals[step].answered.full + result.totals[step].answered.degraded;
}
