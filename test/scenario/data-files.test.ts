import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { compileDistribution } from "../../src/kernel/distribution.ts";
import { openStream } from "../../src/kernel/random.ts";
import { loadScenario } from "../../src/scenario/load.ts";
import { formatProblem } from "../../src/scenario/problem.ts";
import { SMALL } from "./small.ts";

/** A scenario whose write legs are measured, in a folder with a file of values. */
function loaded(csv: string, name = "latencies.csv") {
  const folder = mkdtempSync(join(tmpdir(), "hongbao-data-"));
  writeFileSync(join(folder, "latencies.csv"), csv);
  const file = join(folder, "s.yaml");
  writeFileSync(file, `${SMALL}sets: {storage: {legs: {write: {file: ${name}}}}}\n`);
  const result = loadScenario({ file });
  return {
    legs: result.ok ? result.scenario.sets.storage.legs : undefined,
    told: result.ok ? [] : result.problems.map((problem) => formatProblem(problem).replace(`${folder}/`, "")),
  };
}

test("a law may be a file of measured values, with units or under a name that has one", () => {
  const values = [1.5, 2, 0.25];
  expect(loaded("1.5ms\n2ms\n250us\n").legs?.write).toEqual({ kind: "empirical", values });
  expect(loaded('"latency [ms]",host\r\n1.5,a\r\n2,b\r\n\r\n0.25,c').legs?.write).toEqual({
    kind: "empirical",
    values,
  });
});

test("a draw is one of the values, each as likely as another", () => {
  const law = compileDistribution(
    loaded("1ms\n2ms\n2ms\n9ms\n").legs?.write ?? { kind: "constant", value: 0 },
  );
  const stream = openStream("data", "file");
  const drawn = new Map<number, number>();
  const n = 40_000;
  for (let i = 0; i < n; i++) {
    const value = law.sample(stream);
    drawn.set(value, (drawn.get(value) ?? 0) + 1);
  }
  expect([...drawn.keys()].sort()).toEqual([1, 2, 9]);
  expect(Math.abs((drawn.get(2) ?? 0) / n - 0.5)).toBeLessThan(4 * Math.sqrt(0.25 / n));
  expect(law.mean).toBeCloseTo(3.5, 12);
});

test("what is wrong with a file is told at the file that names it, what is wrong with a value at its line", () => {
  expect(loaded("1ms\nfast\n").told[0]).toMatch(/^latencies\.csv:2:1: sets\.storage\.legs\.write.*"fast"/);
  expect(loaded("latency\n1.5\n").told[0]).toMatch(/^latencies\.csv:2:1: .*found "1\.5", expected/);
  expect(loaded("", "none.csv").told[0]).toMatch(/^s\.yaml:6:\d+: found "none\.csv".*it does not exist/);
  expect(loaded("latency [ms]\n").told[0]).toMatch(/there is no value in it/);
  expect(loaded("1ms\n".repeat(10_001)).told[0]).toMatch(/10001 values, at most 10000 are read/);
});
