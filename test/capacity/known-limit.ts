import { findLimit } from "../../src/capacity/find-limit.ts";
import { Runs } from "../../src/capacity/runs.ts";
import { limitsOf } from "../../src/cli/limits-of.ts";
import { inProcess } from "../../src/execute/in-process.ts";
import type { Outcome } from "../../src/execute/task.ts";
import type { CapacityResult } from "../../src/result/capacity/capacity-result.ts";
import { seedsOf } from "../../src/result/seeds-of.ts";
import type { FinishedOutcome } from "../../src/result/sweep/finished-run.ts";
import { parseRange } from "../../src/sweep/range.ts";
import { lab } from "../run/lab-text.ts";

export const SERVERS = 40;
export const MAX_WAIT_S = 0.5;

/** M/M/40 with a limit of 500 ms on the p99 of the wait. */
export function desk(requests: number, set: readonly string[] = []) {
  return lab(
    `
run: {requests: ${requests}, warmup: 2k, replications: 5}
sources: [{id: users, arrivals: {poisson: 30/s}, path: [desk]}]
stations: [{id: desk, servers: ${SERVERS}, service: {exponential: 1s}}]
budgets: [{id: wait, of: desk, figure: wait.p99, max: 500ms}, {id: slow, of: users, figure: response.p99, max: 5500ms}]
`,
    [...set],
  );
}

/** Erlang C: the share of customers of M/M/c that wait, at an offered load a < c. */
function erlangC(c: number, a: number): number {
  let b = 1;
  for (let i = 1; i <= c; i++) b = (a * b) / (i + a * b);
  return b / (1 - (a / c) * (1 - b));
}

/** The rate at which a hundredth waits longer than the limit: C(c, a) exp(-(c - a) t) = 1 %. */
export function exactRate(): number {
  let [low, high] = [1, SERVERS - 1e-9];
  for (let i = 0; i < 100; i++) {
    const a = (low + high) / 2;
    if (erlangC(SERVERS, a) * Math.exp(-(SERVERS - a) * MAX_WAIT_S) > 0.01) high = a;
    else low = a;
  }
  return low;
}

/** A search in this process that keeps its runs in memory. */
export async function searched(
  path: string,
  range: string,
  scenario: (set: string[]) => ReturnType<typeof desk>,
  { seed = "capacity", runsMax = 39, kept = new Map<string, FinishedOutcome>() } = {},
): Promise<CapacityResult> {
  const parsed = parseRange(range);
  if (parsed === undefined || "why" in parsed) throw new Error(range);
  const runs = new Runs({
    version: "1.0.0",
    axis: path,
    seeds: seedsOf(seed, runsMax),
    flags: [],
    scenarioAt: async (text) => scenario([`${path}=${text}`]),
    store: {
      has: async (key) => kept.has(key),
      keep: async (key, outcome: Exclude<Outcome, { kind: "skipped" }>) => void kept.set(key, outcome),
      read: async (key) => kept.get(key),
    },
    executor: inProcess(),
    finishing: {},
  });
  return findLimit({
    axis: path,
    range: parsed,
    limits: limitsOf(scenario([])),
    runsMax,
    runs,
    read: async (key) => kept.get(key),
  });
}
