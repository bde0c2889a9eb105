import type { LabResult } from "../../src/result/lab-result.ts";
import { runLab } from "../../src/run/lab-run.ts";
import { readLab } from "./lab-cases.ts";

const SERVICE_RPS = 750;

/** How long a run of the experiment is: requests that count, the time before them, and how often. */
export interface Length {
  requests: string;
  warmUpS: number;
  replications: number;
}

/** Share of the tasks of each source that were done in time. */
export function successes({ sources }: Pick<LabResult, "sources">): number[] {
  return sources.map(({ counts }) => counts.done / counts.offered);
}

/** Tasks of `calls` calls each, `rateRps` of them, under DAGOR: their success as a share of the optimum. */
export async function ofOptimum(calls: number, rateRps: number, length: Length): Promise<number> {
  const path = new Array(calls).fill("m").join(", ");
  const lab = readLab("dagor", [
    `run.requests=${length.requests}`,
    `run.warmup=${rateRps * length.warmUpS}`,
    `run.replications=${length.replications}`,
    `sources=[{id: tasks, arrivals: {poisson: ${rateRps}/s}, path: [${path}], client: {timeout: 500ms}}]`,
  ]);
  const [success = 0] = successes(await runLab(lab));
  return success / Math.min(1, SERVICE_RPS / (calls * rateRps));
}

/** Tasks of one to four calls together under an overload control: the largest success over the smallest. */
export async function unfairness(overload: string, ...set: string[]): Promise<number> {
  const all = successes(await runLab(readLab("dagor", [`stations.0.overload={${overload}}`, ...set])));
  return Math.max(...all) / Math.min(...all);
}
