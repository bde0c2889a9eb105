import { expect, test } from "vitest";
import { csvText } from "../../../src/result/csv/table.ts";
import { tables } from "../../../src/result/csv/tables.ts";
import type { Result } from "../../../src/result/result.ts";
import { sampleResult } from "../sample-result.ts";

test("every table has its own file, and every family of parts its table", () => {
  expect(tables(sampleResult()).map(({ file }) => file)).toEqual([
    "totals.csv",
    "steps.csv",
    "latency.csv",
    "timeline.csv",
    "incidents.csv",
    "money.csv",
    "sets.csv",
  ]);
});

test("two tables never share a file, the money's course over time included", () => {
  const result = sampleResult();
  result.series.parts = { money: { wallet: { owedFen: [1] } }, lines: {} };
  const files = tables(result).map(({ file }) => file);
  expect(new Set(files).size).toBe(files.length);
});

test("steps.csv has a row a window and step, with clock and milliseconds", () => {
  const lines = text(sampleResult(), "steps.csv").trimEnd().split("\n");
  expect(lines[0]).toBe(
    "clock,fromMs [ms],step,offered [requests],attempts [attempts],full [requests],degraded [requests],refused [requests],failed [requests],inFlight [requests]",
  );
  expect(lines[1]).toBe("2015-02-18T20:00:00,0,shake,400,404,398,0,1,0,1");
  expect(lines[6]).toBe("2015-02-18T20:00:01,1000,shake,600,606,592,8,0,1,0");
  expect(lines).toHaveLength(1 + 2 * 5);
});

test("a family's table has a column a metric with its unit, and leaves cells empty where a part lacks one", () => {
  expect(text(sampleResult(), "sets.csv")).toBe(
    [
      "clock,fromMs [ms],part,offeredRps [1/s],utilisation [0..1]",
      "2015-02-18T20:00:00,0,set-01,12,0.123456789",
      "2015-02-18T20:00:00,0,set-02,,0.5",
      "",
    ].join("\n"),
  );
});

test("a window without a sample is an empty cell, not a zero", () => {
  expect(text(sampleResult(), "latency.csv").split("\n")[1]).toBe("2015-02-18T20:00:00,0,shake,2100.123456,");
});

test("the steps' windows add up to their totals", () => {
  const result = sampleResult();
  const rows = text(result, "steps.csv").trimEnd().split("\n").slice(1);
  const offered = rows
    .map((row) => row.split(","))
    .filter((row) => row[2] === "shake")
    .reduce((sum, row) => sum + Number(row[3]), 0);
  expect(offered).toBe(result.totals.shake.offered);
});

test("a name that a spreadsheet would run as a formula is defused, a negative number is not", () => {
  const result = sampleResult({
    timeline: [
      { atMs: -60_000, kind: "fault", part: "=HYPERLINK(1)", text: 'a "quoted", text\nof two lines' },
    ],
  });
  expect(text(result, "timeline.csv").split("\n").slice(1).join("\n")).toBe(
    `2015-02-18T19:59:00,-60000,,,fault,'=HYPERLINK(1),"a ""quoted"", text\nof two lines"\n`,
  );
});

test("totals.csv sets the simulated count beside the real-world count", () => {
  const lines = text(sampleResult(), "totals.csv").split("\n");
  expect(lines[0]).toBe("step,figure,unit,value,simulated");
  expect(lines[1]).toBe("shake,offered,requests,1000,100");
});

test("money.csv says in words that the money was always right", () => {
  expect(text(sampleResult(), "money.csv")).toContain('"right again at, clock",always held\n');
});

function text(result: Result, file: string): string {
  const table = tables(result).find((one) => one.file === file);
  if (table === undefined) throw new Error(`no ${file}`);
  return csvText(table);
}

test("since-write.csv has a row a span of time since the write, where the run recorded it", () => {
  const result = sampleResult();
  const bins = [
    { fromMs: 0, toMs: 1, reads: 40, staleReads: 10 },
    { fromMs: 1, toMs: null, reads: 60, staleReads: 0 },
  ];
  const recorded = { ...result, staleness: { ...result.staleness, sinceWrite: bins } };
  expect(text(recorded, "since-write.csv")).toBe(
    "from [ms],to [ms],reads [requests],stale reads [requests]\n0,1,40,10\n1,,60,0\n",
  );
});
