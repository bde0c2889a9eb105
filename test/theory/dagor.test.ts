import { expect, test } from "vitest";
import type { LabResult } from "../../src/result/lab-result.ts";
import { runLab } from "../../src/run/lab-run.ts";
import { readLab } from "./lab-cases.ts";

const SERVICE_RPS = 750;

/** Share of the tasks of each source that were done in time, and of the most that any control could do. */
function successes({ sources }: LabResult): number[] {
  return sources.map(({ counts }) => counts.done / counts.offered);
}

/** Tasks of `calls` calls each, `rateRps` of them, under DAGOR: their success as a share of the optimum. */
async function ofOptimum(calls: number, rateRps: number): Promise<number> {
  const path = new Array(calls).fill("m").join(", ");
  const lab = readLab("dagor", [
    "run.requests=150k",
    `run.warmup=${rateRps * 150}`,
    "run.replications=2",
    `sources=[{id: tasks, arrivals: {poisson: ${rateRps}/s}, path: [${path}], client: {timeout: 500ms}}]`,
  ]);
  const [success = 0] = successes(await runLab(lab));
  return success / Math.min(1, SERVICE_RPS / (calls * rateRps));
}

test.each([
  [1, 1000],
  [1, 2250],
  [2, 1000],
  [2, 1500],
  [3, 1000],
  [3, 1500],
  [4, 1000],
  [4, 1500],
])("under DAGOR tasks of %d calls, %d/s of them, reach .75 to 1 of the optimum", async (calls, rateRps) => {
  const share = await ofOptimum(calls, rateRps);
  expect(share).toBeGreaterThan(0.75);
  expect(share).toBeLessThanOrEqual(1);
});

test("DAGOR is fair to tasks of one to four calls; CoDel and refusal by chance are not", async () => {
  const fairness = async (overload: string) => {
    const set = [`stations.0.overload={${overload}}`, "run.requests=100k", "run.replications=2"];
    const all = successes(await runLab(readLab("dagor", set)));
    return Math.max(...all) / Math.min(...all);
  };
  expect(await fairness("kind: dagor")).toBeLessThan(1.35);
  expect(await fairness("kind: codel")).toBeGreaterThan(5);
  expect(await fairness("kind: queueWait")).toBeGreaterThan(5);
});

test("first come, first served serves 750/s of 1,000/s, and less than 1 % of the tasks in time", async () => {
  const set = ["run.requests=200k", "run.warmup=20k", "run.replications=1"];
  const { sources, stations } = await runLab(readLab("late-answers", set));
  expect(successes({ sources } as LabResult)[0]).toBeLessThan(0.01);
  expect(stations[0]?.figures.throughput?.estimate).toBeGreaterThan(740);
});
