import { expect, test } from "vitest";
import { inProcess } from "../../src/execute/in-process.ts";
import { jobKey } from "../../src/execute/job-key.ts";
import type { Outcome, Task } from "../../src/execute/task.ts";
import { sweepTables } from "../../src/result/csv/sweep.ts";
import { csvText } from "../../src/result/csv/table.ts";
import {
  decodeFinishedRun,
  encodeFinishedRun,
  type FinishedOutcome,
} from "../../src/result/sweep/finished-run.ts";
import { sweepResultSchema } from "../../src/result/sweep/sweep-result.ts";
import { finish, type Job, type RunStore } from "../../src/sweep/finish.ts";
import { makePlan } from "../../src/sweep/make-plan.ts";
import { tabulate } from "../../src/sweep/tabulate.ts";
import { desk } from "./desk.ts";

/** A store of texts, as a folder would keep them. */
function memory(
  before: ReadonlyMap<string, string> = new Map(),
): RunStore & { texts: Map<string, string>; order: string[] } {
  const texts = new Map(before);
  const order: string[] = [];
  return {
    texts,
    order,
    has: async (key) => texts.has(key),
    keep: async (key, outcome) => {
      expect(texts.has(key), "a run is done once").toBe(false);
      order.push(key);
      texts.set(key, encodeFinishedRun(key, kept(outcome)));
    },
  };
}

function kept(outcome: Exclude<Outcome, { kind: "skipped" }>): FinishedOutcome {
  return outcome.kind === "failed" ? outcome : { kind: "done", replication: outcome.replication };
}

function planned(...servers: number[]) {
  return makePlan({
    version: "1.0.0",
    seeds: ["a", "b", "c"],
    axes: ["stations.desk.servers"],
    points: servers.map((n) => ({ values: [String(n)], scenario: desk(`stations.desk.servers=${n}`) })),
    flags: [],
    window: {},
    withResult: false,
  });
}

function reading(texts: ReadonlyMap<string, string>) {
  return async (job: string) => decodeFinishedRun(job, texts.get(job) ?? "");
}

test("a run's name depends on scenario, seed, scale, window and version, and on nothing else", () => {
  const task: Task = { scenario: desk(), seed: "a" };
  const key = jobKey(task, "1.0.0");
  expect(key).toMatch(/^[0-9a-f]{64}$/);
  expect(jobKey({ ...task, withResult: true }, "1.0.0")).toBe(key);
  const others: Task[] = [
    { ...task, seed: "b" },
    { ...task, scenario: desk("stations.desk.servers=11") },
    { ...task, k: 2 },
    { ...task, fromMs: 1 },
    { ...task, toMs: 1 },
  ];
  const keys = [key, jobKey(task, "1.0.1"), ...others.map((other) => jobKey(other, "1.0.0"))];
  expect(new Set(keys).size).toBe(7);
});

test("what is kept is not done again, and a run that is wanted twice is done once", async () => {
  const { jobs } = planned(10, 12);
  const first = memory();
  expect(await finish([...jobs.slice(0, 2), ...jobs.slice(0, 2)], first, inProcess())).toEqual({
    before: 0,
    now: 2,
  });
  const second = memory(first.texts);
  expect(await finish(jobs, second, inProcess())).toEqual({ before: 2, now: 4 });
  expect(second.order).not.toContain(jobs[0]?.key);
  expect(await finish(jobs, memory(second.texts), inProcess())).toEqual({ before: 6, now: 0 });
});

test("a sweep that was interrupted keeps what was done, and ends as one that was not", async () => {
  const { plan, jobs } = planned(10, 11, 12);
  const whole = memory();
  await finish(jobs, whole, inProcess());
  const stop = new AbortController();
  const part = memory();
  const cut: RunStore = {
    ...part,
    keep: async (...run) => {
      await part.keep(...run);
      if (part.texts.size === 4) stop.abort();
    },
  };
  await finish(jobs, cut, inProcess(), { signal: stop.signal });
  expect(part.texts.size).toBe(4);
  const half = await tabulate(plan, reading(part.texts));
  expect(half.complete).toBe(false);
  expect(half.points.flatMap(({ runs }) => runs).filter(({ status }) => status === "missing")).toHaveLength(
    5,
  );
  await finish(jobs, part, inProcess());
  expect([...part.texts].sort()).toEqual([...whole.texts].sort());
  expect(await tabulate(plan, reading(part.texts))).toEqual(await tabulate(plan, reading(whole.texts)));
});

test("a job that throws ends as failed with its message, and the others are done", async () => {
  const { plan, jobs } = planned(10, 12);
  const broken = jobs.map(
    (job, i): Job =>
      i === 1 ? { ...job, task: { ...job.task, scenario: { ...desk(), sources: [{}] } as never } } : job,
  );
  const store = memory();
  await finish(broken, store, inProcess());
  const { complete, points } = await tabulate(plan, reading(store.texts));
  expect(complete).toBe(false);
  expect(points.map(({ runs }) => runs.map(({ status }) => status))).toEqual([
    ["done", "failed", "done"],
    ["done", "done", "done"],
  ]);
  expect(points[0]?.runs[1]?.message).toMatch(/\S/);
  expect(points[0]?.figures[0]).not.toBeNull();
  // It fails again if it is done again: it is not.
  expect(await finish(broken, memory(store.texts), inProcess())).toEqual({ before: 6, now: 0 });
});

test("a store that cannot keep ends the sweep, and what it has stays", async () => {
  const { jobs } = planned(10, 12);
  const store = memory();
  const full: RunStore = {
    ...store,
    keep: async (...run) => {
      if (store.texts.size === 3) throw new Error("the disk is full");
      await store.keep(...run);
    },
  };
  await expect(finish(jobs, full, inProcess())).rejects.toThrow("the disk is full");
  expect(store.texts.size).toBe(3);
});

test("figures of a point are of all its seeds together, budgets' figures first, in the document and the tables", async () => {
  const { plan, jobs } = planned(10, 12);
  const store = memory();
  await finish(jobs, store, inProcess());
  const result = await tabulate(plan, reading(store.texts));
  expect(sweepResultSchema.parse(result)).toEqual(result);
  expect(result.complete).toBe(true);
  expect(result.figures.slice(0, 2).map(({ id, budgeted }) => [id, budgeted])).toEqual([
    ["slow", true],
    ["full", true],
  ]);
  const full = result.points.map(({ figures }) => figures[1]);
  // 8/s of 1 s each by 10 and by 12 servers.
  expect(full[0]?.estimate).toBeCloseTo(0.8, 1);
  expect(full[1]?.estimate).toBeCloseTo(0.667, 1);
  for (const { figures, runs } of result.points) {
    const own = runs.map((run) => run.figures[1] ?? Number.NaN);
    expect(figures[1]?.estimate).toBeCloseTo(own.reduce((a, b) => a + b) / 3, 5);
    expect(figures[1]?.low).toBeLessThan(Math.min(...own));
  }
  const [points, runs] = sweepTables(result).map((table) => csvText(table).trimEnd().split("\n"));
  expect(points?.[0]).toMatch(
    /^point,stations\.desk\.servers,runs,runs done,slow \[ms\],slow low,slow high,full \[share\]/,
  );
  expect(points?.[1]).toMatch(/^1,10,3,3,/);
  expect(runs).toHaveLength(7);
  expect(runs?.[1]).toMatch(/^1,10,a,done,,\d+,[0-9a-f]{64},/);
});
