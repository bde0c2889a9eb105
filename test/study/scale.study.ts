import { mkdirSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ROOT } from "../house/sources.ts";
import {
  type Measured,
  measureAt,
  type Point,
  type Stretch,
  scaleErrors,
  scaleTable,
} from "./scale/scale-table.ts";

/** HONGBAO_SCALES="319x5,106x5,1x1": each scale with its number of seeds, the finest last. */
const SCALES = process.env.HONGBAO_SCALES ?? "319x5,106x5,35x3,10x2,1x1";
const THREADS = Number(process.env.HONGBAO_WORKERS ?? 2);

const points: Point[] = SCALES.split(",").map((text) => {
  const [k, seeds] = text.split("x").map(Number);
  return { k: k as number, seeds: seeds as number };
});

/** 22:30 to 22:31, and 20 s for what is under way then [ms since 20:00]. */
const MINUTE = { fromMs: 9_000_000, toMs: 9_060_000, set: ["run.drain=20s"], threads: THREADS };

test.each<[string, Stretch]>([
  ["the peak minute", { ...MINUTE, file: `${ROOT}/scenarios/gala-peak.yaml` }],
  ["a minute with a set's database down", { ...MINUTE, file: `${ROOT}/test/study/scale/set-down.yaml` }],
])(
  "every budgeted figure of the gala is off by 3 % at most, or by no more than chance, on %s",
  async (name, stretch) => {
    const all: Measured[] = [];
    for (const point of points) {
      const measured = await measureAt(stretch, point);
      all.push(measured);
      const { wallS, cpuS, peakBytes } = measured.costs.at(-1) as Measured["costs"][number];
      console.log(
        `1/${point.k}: ${wallS.toFixed(1)} s, CPU ${cpuS.toFixed(1)} s, ${Math.round(peakBytes / 2 ** 20)} MiB`,
      );
    }
    const table = scaleTable(all).join("\n");
    console.log(`${name}\n\n${table}\n`);
    mkdirSync(`${ROOT}/reports/scale`, { recursive: true });
    writeFileSync(`${ROOT}/reports/scale/${name.replaceAll(/\W+/g, "-")}.md`, `${table}\n`);
    const finest = all.at(-1) as Measured;
    const [own] = all as [Measured];
    expect(all.flatMap(({ replications }) => replications.filter(({ complete }) => !complete))).toEqual([]);
    expect(scaleErrors(own, finest).filter(({ holds }) => !holds)).toEqual([]);
  },
  7_200_000,
);
