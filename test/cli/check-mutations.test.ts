import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { lazyEngine } from "../../src/cli/lazy-engine.ts";
import { main } from "../../src/cli/main.ts";
import { fakeTerminal } from "./fake-terminal.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hongbao-mutations-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The budget that is broken stands on line 10. */
async function check(budgets: readonly string[]) {
  const file = join(folder, "night.yaml");
  writeFileSync(
    file,
    `version: 1
name: ten seconds
run: {from: "2015-02-18 20:00", to: "20:00:10", drain: 20s, scale: 1/1}
traffic:
  shake: {background: [{from: "20:00", to: "20:01", rate: 200/s}], rounds: []}
  send: {background: [{from: "20:00", to: "20:01", rate: 5/s}], rounds: []}
faults: [{kind: cutLine, line: sz-sh-main, at: "20:00:03", for: 2s, name: dug up}]
budgets:
  - {id: sound, figure: availability, min: 90%}
${budgets.map((budget) => `  - {${budget}}\n`).join("")}`,
  );
  const terminal = fakeTerminal();
  const executor = async () => {
    throw new Error("nothing should run");
  };
  const code = await main(["check", file, "--quiet"], terminal, { ...lazyEngine, executor });
  return { code, ...terminal.printed, stderr: terminal.printed.stderr.replaceAll(`${folder}/`, "") };
}

test.each([
  ["an unknown figure", "id: a, figure: latancy, step: grab, max: 3s", /:10:21: .*did you mean "latency"\?/],
  [
    "an unknown key",
    "id: a, figure: latency, step: grab, max: 3s, maxx: 3s",
    /:10:51: .*did you mean "max"\?/,
  ],
  ["a wrong unit", "id: a, figure: latency, step: grab, max: 3%", /:10:47: .*expected a duration/],
  ["no unit", "id: a, figure: availability, min: 0.99", /:10:40: .*it has no unit/],
  [
    "a window outside of the run",
    'id: a, figure: availability, min: 90%, when: {from: "21:00"}',
    /:10:58: .*expected a time within the run and its drain/,
  ],
  [
    "an empty selector",
    "id: a, figure: availability, min: 90%, regions: []",
    /:10:54: .*found an empty list/,
  ],
  [
    "a region that is none",
    "id: a, figure: availability, min: 90%, regions: [szz]",
    /:10:55: .*did you mean "sz"\?/,
  ],
  [
    "a carrier that is none",
    "id: a, figure: availability, min: 90%, carriers: [mobil]",
    /:10:56: .*did you mean "mobile"\?/,
  ],
  [
    "a fault that is none",
    "id: a, figure: recovery, fault: dig up, max: 5s",
    /:10:38: .*did you mean "dug up"\?/,
  ],
  [
    "a queue that the scenario does not have",
    "id: a, figure: queueAge, queue: lists, max: 1min",
    /:10:38: .*expected the name of a queue: wallet/,
  ],
  [
    "a book that the scenario does not keep",
    "id: a, figure: bookLag, book: orders, max: 1min",
    /:10:36: .*expected the name of a book: wallet/,
  ],
  [
    "a step that is named twice",
    "id: a, figure: availability, steps: [grab, grab], min: 90%",
    /:10:49: .*"grab" is given twice/,
  ],
  [
    "a p99.99 of 50 samples",
    "id: a, figure: latency, step: grab, quantile: 99.99%, samples: 50, max: 1s",
    /:10:69: .*expected at least 100k/,
  ],
  ["NaN", "id: a, figure: amplification, max: .nan", /:10:41: .*found \.nan/],
  ["neither max nor min", "id: a, figure: latency, step: grab", /:10:5: .*expected max, min or maxIncrease/],
  [
    "as many bad slices as there are",
    "id: a, figure: availability, min: 90%, slices: {each: 10s, bad: 3}",
    /:10:70: .*fewer than there are slices \(1\)/,
  ],
])("%s in a budget is an input error at its line, before anything runs", async (_, budget, message) => {
  const { code, stdout, stderr } = await check([budget]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr.trimEnd().split("\n")).toEqual([expect.stringMatching(message)]);
});

test("two budgets of one name are an input error at the second", async () => {
  const { code, stderr } = await check(["id: sound, figure: ledgerError, max: 0 fen"]);
  expect(code).toBe(2);
  expect(stderr).toMatch(/^night\.yaml:10:10: .*"sound" is given twice/);
});
