import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { loadScenario } from "../../src/scenario/load.ts";
import { formatProblem } from "../../src/scenario/problem.ts";
import type { Scenario } from "../../src/scenario/scenario.ts";
import { SMALL } from "./small.ts";

const folder = mkdtempSync(join(tmpdir(), "extends-"));
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

function extending(base: string, own: string, set: string[] = []): Scenario {
  write("base.yaml", `${SMALL}${base}\n`);
  const loaded = loadScenario(
    { file: write("own.yaml", `version: 1\nextends: base.yaml\n${own}\n`) },
    { set },
  );
  if (!loaded.ok) throw new Error(loaded.problems.map(formatProblem).join("\n"));
  return loaded.scenario;
}

function failures(base: string, own: string): string[] {
  write("base.yaml", base);
  const loaded = loadScenario({ file: write("own.yaml", own) });
  return loaded.ok
    ? []
    : loaded.problems.map((problem) => formatProblem(problem).replaceAll(`${folder}/`, ""));
}

test("maps are merged member by member, the extending file wins", () => {
  const { access, name } = extending("access: {servers: 700, workers: 2}", "access: {servers: 500}");
  expect([name, access.servers, access.workers]).toEqual(["small", 500, 2]);
});

test("a file that extends a study is none, unless it says so", () => {
  expect(extending("run: {study: true}", "").run.study).toBe(false);
  expect(extending("run: {study: true}", "run: {study: true}").run.study).toBe(true);
  expect(extending("run: {study: true, scale: 1/7}", "").run.scale).toBe(7);
});

test("lists of things with an id are merged by id", () => {
  const lines = `lines:
  - {id: a, between: [sz, sh], bandwidth: 10Gbps, delay: 1ms}
  - {id: b, between: [sz, sh], bandwidth: 10Gbps, delay: 2ms}
routes: [{id: r, between: [sz, sh], lines: [a, b]}]`;
  const own =
    "lines: [{id: b, bandwidth: 1Gbps}, {id: c, between: [sh, sz], bandwidth: 2Gbps, delay: 3ms}]\nroutes: [{id: r, lines: [a, b, c]}]";
  const scenario = extending(lines, own);
  expect(scenario.lines.map(({ id, bandwidth, delay }) => [id, bandwidth, delay])).toEqual([
    ["a", 10e9, 1],
    ["b", 1e9, 2],
    ["c", 2e9, 3],
  ]);
  expect(scenario.routes[0]?.lines).toEqual(["a", "b", "c"]);
});

test("other lists are replaced whole", () => {
  const fault = "{kind: loseIdc, idc: sz-1, at: 1min}";
  const { faults } = extending(
    `faults: [${fault}, ${fault}]`,
    "faults: [{kind: loseIdc, idc: sh-1, at: 2min}]",
  );
  expect(faults).toEqual([{ kind: "loseIdc", idc: "sh-1", at: 120_000 }]);
});

test("null removes what the base says, so that the default holds again", () => {
  expect(extending("access: {servers: 700}", "access: {servers: null}").access.servers).toBe(638);
});

test("a distribution is one value: another law replaces it whole", () => {
  const { access } = extending(
    "access: {serviceTime: {lognormal: {median: 1ms, p99: 2ms}}}",
    "access: {serviceTime: {constant: 3ms}}",
  );
  expect(access.serviceTime).toEqual({ kind: "constant", value: 3 });
});

test("another kind of overload control replaces the base's, the same kind is merged into it", () => {
  const base = "access: {overload: {kind: queueWait, threshold: 30ms}}";
  expect(extending(base, "access: {overload: {kind: none}}").access.overload).toEqual({ kind: "none" });
  expect(extending(base, "access: {overload: {step: 1%}}").access.overload).toMatchObject({
    threshold: 30,
    step: 0.01,
  });
});

test("a chain of files is laid over one another from the far end", () => {
  write("first.yaml", `${SMALL}access: {servers: 700, workers: 2}\nsets: {count: 10}\n`);
  write("second.yaml", "version: 1\nextends: first.yaml\naccess: {servers: 600}\n");
  const loaded = loadScenario({
    file: write("third.yaml", "version: 1\nextends: ./second.yaml\nsets: {count: 12}\n"),
  });
  expect(
    loaded.ok && [loaded.scenario.access.servers, loaded.scenario.access.workers, loaded.scenario.sets.count],
  ).toEqual([600, 2, 12]);
  expect(loaded.ok && loaded.source.files).toHaveLength(3);
});

test("a problem stands in the file that holds its text", () => {
  expect(
    failures(`${SMALL}access: {servers: many}\n`, "version: 1\nextends: base.yaml\nsets: {cuont: 3}\n"),
  ).toEqual([
    'own.yaml:3:8: sets: unknown key "cuont" (did you mean "count"?)',
    'base.yaml:6:19: access.servers: found "many", expected a whole number such as 638, 350M or 1400万: it does not start with a number',
  ]);
});

test("a reference from one file into the other is checked", () => {
  const own = "version: 1\nextends: base.yaml\nfaults: [{kind: cutLine, line: sz-sh-mian, at: 1min}]\n";
  expect(failures(SMALL, own)).toEqual([
    'own.yaml:3:32: faults.0.line: found "sz-sh-mian", expected the id of a line: sz-sh-main, sz-sh-backup (did you mean "sz-sh-main"?)',
  ]);
});

test("files that extend one another in turn are refused", () => {
  expect(failures("version: 1\nextends: own.yaml\n", "version: 1\nextends: base.yaml\n")).toEqual([
    'base.yaml:2:10: extends: found "own.yaml", expected a scenario file, relative to this one: it extends this file in turn',
  ]);
  expect(failures("", "version: 1\nextends: own.yaml\n")).toHaveLength(1);
});

test("a file to extend that is not there is told at its line, with the nearest name", () => {
  expect(failures(SMALL, "version: 1\nextends: bsae.yaml\n")).toEqual([
    'own.yaml:2:10: extends: found "bsae.yaml", expected a scenario file, relative to this one: it does not exist (did you mean "base.yaml"?)',
  ]);
  expect(failures(SMALL, "version: 1\nextends: [base.yaml]\n")).toEqual([
    "own.yaml:2:10: extends: found a list, expected a scenario file, relative to this one",
  ]);
});

test("each file says the version of its language", () => {
  expect(failures("name: x\n", "version: 1\nextends: base.yaml\n")).toEqual([
    'base.yaml:1:1: version: "version" is missing, expected version: 1, the only one that this hongbao reads',
  ]);
});
