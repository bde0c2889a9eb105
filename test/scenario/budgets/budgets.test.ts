import { expect, test } from "vitest";
import { samplesForQuantile } from "../../../src/result/figures/samples-for-quantile.ts";
import { budgetSpan } from "../../../src/scenario/budgets/budget-span.ts";
import { load, messages, small } from "../small.ts";

/** An hour of 1,000 shakes a second, with a line dug up from 20:10 to 20:11. */
function withBudgets(...budgets: string[]): string {
  return small(
    [
      'run: {to: "21:00"}',
      'faults: [{kind: cutLine, line: sz-sh-main, at: "20:10", for: 1min, name: dug up}]',
      "budgets:",
      ...budgets.map((budget) => `  - {${budget}}`),
    ].join("\n"),
  );
}

/** Each: what is wrong, the budget on line 9, and where and what the message is. */
const CASES: [string, string, RegExp][] = [
  [
    "an unknown figure",
    "id: a, figure: latencyy, step: shake, max: 3s",
    /^f\.yaml:9:21: budgets\.a\.figure: found "latencyy", expected one of latency, .*did you mean "latency"\?/,
  ],
  [
    "a limit in another figure's unit",
    "id: a, figure: latency, step: shake, max: 3%",
    /^f\.yaml:9:48: budgets\.a\.max: found "3%", expected a duration .*: its unit is none of us, ms, s, min, h$/,
  ],
  [
    "a limit without a unit",
    "id: a, figure: availability, min: 0.999",
    /^f\.yaml:9:40: budgets\.a\.min: found 0\.999, expected a share from 0% to 100%: it has no unit$/,
  ],
  [
    "neither max nor min",
    "id: a, figure: latency, step: shake",
    /^f\.yaml:9:5: budgets\.a: found none of them, expected max, min or maxIncrease$/,
  ],
  [
    "a share of a baseline without a unit",
    "id: a, figure: latency, step: shake, maxIncrease: 5",
    /^f\.yaml:9:56: budgets\.a\.maxIncrease: found 5, expected a share from 0% to 100%: it has no unit$/,
  ],
  [
    "an increase in another figure's unit",
    "id: a, figure: latency, step: shake, maxIncreaseBy: 5%",
    /^f\.yaml:9:58: budgets\.a\.maxIncreaseBy: found "5%", expected a duration /,
  ],
  [
    "a limit that is no number",
    "id: a, figure: amplification, max: .nan",
    /^f\.yaml:9:41: budgets\.a\.max: found \.nan, expected a factor such as 3 or 1\.5/,
  ],
  [
    "a smallest value above the largest",
    "id: a, figure: latency, step: shake, max: 1s, min: 2s",
    /^f\.yaml:9:57: budgets\.a\.min: found "2s", expected at most max$/,
  ],
  [
    "a step that is none",
    "id: a, figure: latency, step: shak, max: 3s",
    /^f\.yaml:9:36: budgets\.a\.step: found "shak".*did you mean "shake"\?/,
  ],
  [
    "a window outside of the run",
    'id: a, figure: availability, min: 99%, when: {from: "22:00", to: "22:10"}',
    /^f\.yaml:9:58: budgets\.a\.when\.from: found "22:00", expected a time within the run and its drain$/,
  ],
  [
    "a window that ends before it starts",
    'id: a, figure: availability, min: 99%, when: {from: "20:20", to: "20:10"}',
    /^f\.yaml:9:71: budgets\.a\.when\.to: found "20:10", expected a time after from$/,
  ],
  [
    "a time told in two ways",
    "id: a, figure: availability, min: 99%, when: {phase: a, during: dug up}",
    /^f\.yaml:9:51: budgets\.a\.when: found phase and during, expected one of from and to, phase, during and after$/,
  ],
  [
    "a margin of nothing",
    'id: a, figure: availability, min: 99%, when: {from: "20:05", margin: 3s}',
    /^f\.yaml:9:75: budgets\.a\.when\.margin: found "3s", expected no margin: it is for during$/,
  ],
  [
    "a fault that is not there, with the nearest name",
    "id: a, figure: availability, min: 99%, when: {during: dug upp}",
    /^f\.yaml:9:60: budgets\.a\.when\.during: found "dug upp", expected the name of a fault.*did you mean "dug up"\?/,
  ],
  [
    "a round that is not there",
    "id: a, figure: availability, min: 99%, when: {phase: the round}",
    /^f\.yaml:9:59: budgets\.a\.when\.phase: found "the round", expected the name of a round, but there is none$/,
  ],
  [
    "a region that is not there",
    "id: a, figure: availability, min: 99%, regions: [szz]",
    /^f\.yaml:9:55: budgets\.a\.regions\.0: found "szz".*did you mean "sz"\?/,
  ],
  [
    "a set that is not there",
    "id: a, figure: utilisation, of: sets, parts: [set-7], max: 90%",
    /^f\.yaml:9:52: budgets\.a\.parts\.0: found "set-7".*did you mean "set-07"\?/,
  ],
  [
    "a selector of nothing",
    "id: a, figure: utilisation, of: sets, parts: [], max: 90%",
    /^f\.yaml:9:51: budgets\.a\.parts: found an empty list, expected at least 1 in the list$/,
  ],
  [
    "a part that is named twice",
    "id: a, figure: lag, sets: [set-01, set-01], max: 1s",
    /^f\.yaml:9:41: budgets\.a\.sets\.1: "set-01" is given twice, expected each once$/,
  ],
  [
    "a quantile of fewer samples than it takes",
    "id: a, figure: latency, step: grab, quantile: 99.99%, samples: 50, max: 1s",
    /^f\.yaml:9:69: budgets\.a\.samples: found 50, expected at least 100k: ten of them must lie beyond the quantile$/,
  ],
  [
    "a quantile that the traffic can never bear",
    "id: a, figure: latency, step: shake, quantile: 99.99%, max: 1s, slices: {each: 1s}",
    /^f\.yaml:9:53: budgets\.a\.quantile: found "99\.99%", expected a quantile that 3 samples a run can bear: this one takes 100k$/,
  ],
  [
    "slices that cut windows",
    "id: a, figure: queueAge, max: 1s, slices: {each: 15s}",
    /^f\.yaml:9:55: budgets\.a\.slices\.each: found "15s", expected whole windows of 10s$/,
  ],
  [
    "slices all of which may be bad",
    "id: a, figure: availability, min: 99%, slices: {each: 30min, bad: 2}",
    /^f\.yaml:9:72: budgets\.a\.slices\.bad: found 2, expected fewer than there are slices \(2\)/,
  ],
  [
    "slices of shares after the last arrivals",
    "id: a, figure: failed, max: 1%, when: {from: '21:01'}, slices: {each: 1min}",
    /^f\.yaml:9:44: budgets\.a\.when: found a map, expected a time before the last arrivals$/,
  ],
  [
    "a time too short for a window of parts",
    'id: a, figure: queueAge, max: 1s, when: {from: "20:00:01", to: "20:00:19"}',
    /^f\.yaml:9:46: budgets\.a\.when: found a map, expected a time that holds a whole window of 10s$/,
  ],
  [
    "a recovery that takes longer than the run",
    "id: a, figure: recovery, fault: dug up, max: 2h",
    /^f\.yaml:9:51: budgets\.a\.max: found "2h", expected less than the 50min that the run still lasts$/,
  ],
  [
    "a recovery from two things",
    "id: a, figure: recovery, fault: dug up, phase: round, max: 1min",
    /^f\.yaml:9:\d+: budgets\.a: found both, expected either fault or phase$/,
  ],
  [
    "a recovery from a round that is none",
    "id: a, figure: recovery, phase: rond, max: 1min",
    /^f\.yaml:9:\d+: budgets\.a\.phase: found "rond", expected the name of a round/,
  ],
  [
    "a recovery from nothing",
    "id: a, figure: recovery, fault: dig up, max: 1min",
    /^f\.yaml:9:38: budgets\.a\.fault: found "dig up", expected the name of a fault.*did you mean "dug up"\?/,
  ],
  [
    "a severity that is none",
    "id: a, figure: ledgerError, max: 0 fen, severity: warning",
    /^f\.yaml:9:56: budgets\.a\.severity: found "warning", expected one of error, warn, off$/,
  ],
  [
    "a confidence of certainty",
    "id: a, figure: ledgerError, max: 0 fen, confidence: 100%",
    /^f\.yaml:9:58: budgets\.a\.confidence: found "100%".*it is above 99\.99%$/,
  ],
];

test.each(CASES)("%s is an input error at its line", (_, budget, message) => {
  const found = messages(withBudgets(budget));
  expect(found).toHaveLength(1);
  expect(found[0]).toMatch(message);
});

test("a limit against a baseline is limit enough", () => {
  for (const limit of ["maxIncrease: 5%", "maxIncreaseBy: 20ms", "maxDecrease: 0%", "maxDecreaseBy: 1s"])
    expect(messages(withBudgets(`id: a, figure: latency, step: shake, ${limit}`))).toEqual([]);
});

test("two budgets of one name are an error at the second", () => {
  const twice = withBudgets("id: a, figure: ledgerError, max: 0 fen", "id: a, figure: lateCredits, max: 1%");
  expect(messages(twice)).toEqual([
    'f.yaml:10:10: budgets.a.id: "a" is given twice, expected a name of its own',
  ]);
});

test("all broken budgets are told at once", () => {
  expect(
    messages(withBudgets(...CASES.map(([, budget], i) => budget.replace("id: a", `id: b${i}`)))),
  ).toHaveLength(CASES.length);
});

test("a budget that is off need not fit the run", () => {
  const budget = 'id: a, figure: availability, min: 99%, when: {phase: gone}, severity: "off"';
  expect(messages(withBudgets(budget))).toEqual([]);
});

test("a file that extends another changes or switches off the budgets that it inherits, by their id", () => {
  const { budgets } = load(
    "version: 1\nextends: scenarios/line-cut.yaml\nbudgets:\n  - {id: own, figure: ledgerError, max: 0 fen}",
    ["budgets.own.severity=warn"],
  );
  expect(budgets.find(({ id }) => id === "own")).toMatchObject({ severity: "warn", max: 0 });
});

const span = (when: string) => {
  const scenario = load(withBudgets(`id: a, figure: availability, min: 99%, when: ${when}`));
  const [budget] = scenario.budgets;
  if (budget?.figure !== "availability") throw new Error("no budget");
  return budgetSpan(budget.when, scenario);
};
const MIN_MS = 60_000;

test.each([
  ["a clock window", '{from: "20:05", to: "20:06"}', 5, 6],
  ["from a time on", '{from: "20:50"}', 50, 70],
  ["a fault, from its start to its end and a margin", "{during: dug up, margin: 2min}", 10, 13],
  ["a while after a fault's end", "{after: dug up, for: 3min}", 11, 14],
  ["all the time after a fault, drain included", "{after: dug up}", 11, 70],
])("time can be %s", (_, when, fromMin, toMin) => {
  expect(span(when)).toEqual({ fromMs: fromMin * MIN_MS, toMs: toMin * MIN_MS });
});

test("time can be a round, as far as the run reaches", () => {
  const text = `version: 1
name: rounds
run: {to: "20:30"}
traffic:
  shake:
    rounds: [{name: late, at: "20:20", frames: [{after: 0s, rate: 0/s}, {after: 1h, rate: 1k/s}]}]
  send: {}
budgets: [{id: a, figure: availability, min: 99%, when: {phase: late}}]
`;
  const scenario = load(text);
  const [budget] = scenario.budgets;
  if (budget?.figure !== "availability") throw new Error("no budget");
  expect(budgetSpan(budget.when, scenario)).toEqual({ fromMs: 20 * MIN_MS, toMs: 40 * MIN_MS });
});

test("ten samples lie beyond a quantile", () => {
  expect([0.5, 0.9, 0.99, 0.999, 0.9999].map(samplesForQuantile)).toEqual([20, 100, 1000, 10_000, 100_000]);
});
