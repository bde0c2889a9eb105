import { expect, test } from "vitest";
import { loadAny, loadScenario } from "../../../src/scenario/load.ts";
import { formatProblem } from "../../../src/scenario/problem.ts";

const GOOD = {
  sources: "[{id: users, arrivals: {poisson: 8/s}, path: [desk]}]",
  stations: "[{id: desk, servers: 10, service: {exponential: 1s}}]",
};

function text(
  changes: Partial<typeof GOOD & { exact: string; budgets: string; run: string; replicaGroups: string }>,
): string {
  const members = Object.entries({ ...GOOD, ...changes }).map(([key, value]) => `${key}: ${value}`);
  return `version: 1\nkind: lab\nname: x\n${members.join("\n")}\n`;
}

function group(quorums: string): string {
  return `[{id: store, replicas: 3, ${quorums}, legs: {write: 1ms, ack: 1ms, read: 1ms, reply: 1ms}}]`;
}

function problems(changes: Parameters<typeof text>[0]): string[] {
  const loaded = loadAny({ text: text(changes), name: "f.yaml" });
  return loaded.ok ? [] : loaded.problems.map(formatProblem);
}

test("a dozen lines make a lab; what is left out has a default", () => {
  const loaded = loadAny({ text: text({}), name: "f.yaml" });
  expect(loaded).toMatchObject({
    ok: true,
    scenario: {
      kind: "lab",
      run: { requests: 100_000, warmup: 10_000, replications: 20, seed: "lab" },
      sources: [{ arrivals: { poisson: 8 }, priority: 0 }],
      stations: [{ servers: 10, discipline: "fifo", service: { kind: "exponential", mean: 1000 } }],
      exact: [],
    },
  });
});

test("who can only do with an architecture refuses a lab", () => {
  const loaded = loadScenario({ text: text({}), name: "f.yaml" });
  expect(loaded.ok ? [] : loaded.problems.map(formatProblem)).toEqual([
    'f.yaml:2:7: kind: found "lab", expected architecture',
  ]);
});

test.each<[budget: string, complaint: RegExp]>([
  ["{of: dsk, figure: response.p99, max: 3s}", /budgets\.b\.of: found "dsk".*did you mean "desk"/],
  ["{of: desk, figure: response.p99, max: 3}", /budgets\.b\.max: found 3, expected a duration/],
  ["{of: desk, figure: utilisation, max: 3s}", /budgets\.b\.max: .*a bare number/],
  ["{of: desk, figure: timedOut, max: 0.1}", /budgets\.b\.figure: found "timedOut", expected/],
  ["{of: desk, figure: utilisation}", /budgets\.b: .*expected max, min or maxIncrease/],
  ["{of: desk, figure: utilisation, max: 0.1, min: 0.2}", /budgets\.b\.min: .*at most max/],
])("a lab's budget of %s is refused", (budget, complaint) => {
  const found = problems({ budgets: `[${budget.replace("{", "{id: b, ")}]` });
  expect(found.filter((problem) => complaint.test(problem))).toHaveLength(1);
});

test("budgets of one name are refused", () => {
  const one = "{id: b, of: desk, figure: utilisation, max: 0.9}";
  expect(problems({ budgets: `[${one}, ${one}]` }).join()).toMatch(/budgets\.b\.id: .*a name of its own/);
});

test.each<[path: string, complaint: RegExp]>([
  ["[{call: dsk}]", /path\.0: found "dsk".*did you mean "desk"/],
  ["[desk, {times: 2}]", /path\.1: found none, expected one of call, choose, oneOf, allOf/],
  ["[{call: desk, choose: ring}]", /path\.0: found call and choose/],
  ["[{choose: ring}]", /path\.0\.choose: .*expected of beside it/],
  ["[{choose: ring, of: [desk, dsk]}]", /path\.0\.of\.1: found "dsk".*did you mean "desk"/],
  [
    "[{choose: random, of: [desk, desk], points: 5}]",
    /points: found 5, expected no points without choose: ring/,
  ],
  [
    "[{oneOf: [{weight: 50%, path: [desk]}, {weight: 40%, path: [dsk]}]}]",
    /oneOf: found a list, expected weights that add up to 100%/,
  ],
  ["[{oneOf: [{weight: 50%, path: [desk]}, {weight: 50%, path: [dsk]}]}]", /oneOf\.1\.path\.0: found "dsk"/],
  ["[{allOf: [[desk], [desk]], need: 3}]", /need: found 3, expected at most the 2 ways of allOf/],
  ["[{call: desk, need: 1}]", /need: found 1/],
  [
    "[{allOf: [[desk], [{allOf: [[desk], [desk]]}]]}]",
    /allOf\.1\.0: unknown key "allOf", expected one of call, choose, of, points, times/,
  ],
])("a path of %s is refused", (path, complaint) => {
  const found = problems({ sources: `[{id: u, arrivals: {poisson: 8/s}, path: ${path}}]` });
  expect(found.some((problem) => complaint.test(problem))).toBe(true);
});

test.each<[Parameters<typeof text>[0], RegExp]>([
  [
    { sources: "[{id: u, arrivals: {poisson: 8/s}, path: [dsk]}]" },
    /path\.0: found "dsk".*did you mean "desk"/,
  ],
  [
    { sources: "[{id: u, arrivals: {}, path: [desk]}]" },
    /found none, expected one of poisson, renewal, sinusoid, curve and closed/,
  ],
  [
    { sources: "[{id: u, arrivals: {poisson: 1/s, renewal: 1s}, path: [desk]}]" },
    /found poisson and renewal, expected one of/,
  ],
  [
    { sources: "[{id: u, arrivals: {renewal: 0s}, path: [desk]}]" },
    /expected a law whose mean is above zero/,
  ],
  [
    { sources: "[{id: u, arrivals: {closed: {clients: 3, think: 0s}}, path: [desk]}]" },
    /think: .*expected a law whose mean is above zero/,
  ],
  [
    { sources: "[{id: u, arrivals: {batch: 2, closed: {clients: 3, think: 1s}}, path: [desk]}]" },
    /batch: .*one at a time/,
  ],
  [
    { sources: "[{id: u, arrivals: {poisson: 1/s}, path: [desk], priority: 1}]" },
    /priority: found 1, expected 0/,
  ],
  [{ sources: "[{id: desk, arrivals: {poisson: 1/s}, path: [desk]}]" }, /is given twice, expected a name/],
  [{ stations: "[{id: desk, service: 1s, discipline: ps, patience: 1s}]" }, /patience: .*nobody waits/],
  [
    { stations: "[{id: desk, service: 1s, disciplin: ps}]" },
    /unknown key "disciplin" \(did you mean "discipline"/,
  ],
  [
    { sources: "[{id: u, arrivals: {sinusoid: {mean: 1/s, amplitude: 2/s, period: 1s}}, path: [desk]}]" },
    /amplitude: found "2\/s", expected at most the mean/,
  ],
  [
    { sources: "[{id: u, arrivals: {curve: [{from: 2s, to: 1s, rate: 1/s}]}, path: [desk]}]" },
    /curve\.0\.to: found "1s", expected an end after from/,
  ],
  [
    { stations: "[{id: desk, service: 1s, outages: [{from: 2s, to: 2s}]}]" },
    /outages\.0\.to: found "2s", expected an end after from/,
  ],
  [
    { stations: "[{id: desk, service: 1s, outages: [{from: 1s, to: 3s}, {from: 2s, to: 4s}]}]" },
    /outages\.1\.from: found "2s", expected a time after the one before/,
  ],
  [
    { stations: "[{id: desk, service: 1s, discipline: ps, outages: [{from: 1s, to: 3s}]}]" },
    /outages: .*expected no outages of servers that are shared/,
  ],
  [
    { stations: "[{id: desk, service: 1s, choose: twoChoices}]" },
    /choose: found "twoChoices", expected several copies/,
  ],
  [{ replicaGroups: group("write: 4, read: 1") }, /store\.write: found 4, expected at most the 3 replicas/],
  [
    { replicaGroups: group("write: 1, read: 1"), exact: "[{of: store, figure: fresh, is: 1}]" },
    /exact\.0\.figure: found "fresh", expected at, which moment is meant/,
  ],
  [
    { replicaGroups: group("write: 1, read: 1"), exact: "[{of: store, figure: fresh, is: 1, at: 5s}]" },
    /exact\.0\.at: found "5s", expected one of the moments that store is looked at/,
  ],
  [
    { exact: "[{of: desk, figure: queue, is: 1, at: 1s}]" },
    /exact\.0\.at: .*the figure is not one over time/,
  ],
  [{ exact: "[{of: dsk, figure: queue, is: 1}]" }, /exact\.0\.of: found "dsk"/],
  [
    { exact: "[{of: users, figure: queue, is: 1}]" },
    /exact\.0\.figure: found "queue", expected the name of a figure/,
  ],
  [{ exact: "[{of: desk, figure: queue, is: 1s}]" }, /exact\.0\.is: found "1s", expected a bare number/],
  [{ exact: "[{of: desk, figure: wait.mean, is: 1}]" }, /exact\.0\.is: found 1, expected a duration/],
])("a lab that could not mean what it says is refused: %j", (changes, message) => {
  expect(problems(changes).join("\n")).toMatch(message);
});

test("all problems of a lab come at once, the broken values' and those of the whole", () => {
  const found = problems({
    sources: "[{id: u, arrivals: {poisson: 8}, path: [dsk]}]",
    stations: "[{id: desk, service: 1}]",
  });
  expect(found).toHaveLength(3);
});

test("--set reaches into a lab by the names of its parts", () => {
  const set = ["stations.desk.servers=12", "sources.users.arrivals.poisson=9/s", "run.seed=007"];
  expect(loadAny({ text: text({}), name: "f.yaml" }, { set })).toMatchObject({
    ok: true,
    scenario: { run: { seed: "007" }, stations: [{ servers: 12 }], sources: [{ arrivals: { poisson: 9 } }] },
  });
});
