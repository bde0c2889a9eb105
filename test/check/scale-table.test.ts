import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Replication } from "../../src/result/figures/figure.ts";
import { ROOT } from "../house/sources.ts";
import { type Measured, measureAt, scaleErrors, scaleTable } from "../study/scale/scale-table.ts";
import { figureOf } from "./figure-of.ts";

/** The short twin of test/study/scale.study.ts. */
let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "hongbao-scales-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function level(value: number): Replication {
  const budget = figureOf({ kind: "level", value, samples: 10 }, { id: "load", text: "load", unit: "share" });
  return { seed: "1", events: 1, complete: true, incompleteBecause: [], budgets: [budget], figures: [] };
}

function measured(k: number, ...values: number[]): Measured {
  const cost = { wallS: 1, cpuS: 1.5, peakBytes: 2 ** 20 };
  return { k, replications: values.map(level), costs: values.map(() => cost), shakes: 1e6 };
}

test("an error holds within 3 % of the finest, or within its interval, which knows how much the finest scatters", () => {
  const finest = measured(1, 1);
  const [small] = scaleErrors(measured(100, 1.02, 1.02, 1.02), finest);
  expect(small).toMatchObject({ id: "load", finest: 1, half: 0, holds: true });
  expect(small?.relative).toBeCloseTo(0.02, 12);
  expect(scaleErrors(measured(100, 1.05, 1.06, 1.07), finest)[0]?.holds).toBe(false);
  const [wide] = scaleErrors(measured(100, 0.9, 1.06, 1.22), finest);
  // Mean 1.06, standard error 0.16 / sqrt 3, t of two degrees 4.303, a run of the finest counts as 100 of these.
  expect(wide?.half).toBeCloseTo(((4.3027 * 0.16) / Math.sqrt(3)) * Math.sqrt(1 + 3 / 100), 4);
  expect(wide?.holds).toBe(true);
});

test("the table tells what each scale costs and what each figure is off by, the finest its figures", () => {
  expect(scaleTable([measured(100, 1.05, 1.06, 1.07), measured(1, 1)])).toEqual([
    "| scale | seeds | shakes | events | wall | CPU | memory | load |",
    "| --- | --- | --- | --- | --- | --- | --- | --- |",
    "| 1/100 | 3 | 0.0 M | 0.0 M | 1.0 s | 1.5 s | 1 MiB | +6.0 ± 2.5 % OFF |",
    "| 1/1 | 1 | 1.0 M | 0.0 M | 1.0 s | 1.5 s | 1 MiB | 100 % |",
  ]);
});

test("a scale is measured by runs in processes of their own, with their time, memory and budgets' figures", async () => {
  const file = join(folder, "town.yaml");
  writeFileSync(
    file,
    `version: 1
extends: ${ROOT}/scenarios/spring-festival-2015.yaml
name: a town
population: {users: 200k}
traffic:
  shake: {background: [{from: "20:00", to: "20:00:20", rate: 10k/s}], rounds: []}
  send: {background: [], rounds: []}
sets: {count: 12}
budgets: [{id: shakes, figure: availability, steps: [shake], min: 99%}]
`,
  );
  const stretch = { file, set: ["run.drain=2s", "run.to=20:00:20"], fromMs: 0, toMs: 20_000, threads: 1 };
  const all = [
    await measureAt(stretch, { k: 200, seeds: 2 }),
    await measureAt(stretch, { k: 100, seeds: 1 }),
  ];
  expect(all.map(({ replications }) => replications.length)).toEqual([2, 1]);
  for (const { costs, shakes } of all) {
    for (const { wallS, cpuS, peakBytes } of costs) {
      expect(wallS).toBeGreaterThan(0);
      expect(cpuS).toBeGreaterThan(0);
      expect(peakBytes).toBeGreaterThan(2 ** 25);
    }
    expect(Math.abs(shakes / 200_000 - 1)).toBeLessThan(0.3);
  }
  const errors = scaleErrors(all[0] as Measured, all[1] as Measured);
  expect(errors.find(({ id }) => id === "shakes")).toMatchObject({ relative: 0, holds: true });
});
