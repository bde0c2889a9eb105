import { describe, expect, it } from "vitest";
import { CircuitBreaker } from "../../../src/model/control/breaker.ts";
import type { TimelineEntry } from "../../../src/model/control/timeline.ts";

const PARAMS = { windowMs: 10_000, minCalls: 20, failureShare: 0.5, openMs: 5000, probes: 1 };
const CALL_MS = 100;
const DEADLINE_MS = 1000;
const ANSWER_MS = 30;

/** Requests every 100 ms for a minute to a part that is silent in a span: when calls were made, and what became of the breaker. */
function minute(silentFromMs: number, silentToMs: number, params = PARAMS) {
  const said: TimelineEntry[] = [];
  const breaker = new CircuitBreaker("set-01", params, (entry) => said.push(entry));
  const outcomes: { atMs: number; calledMs: number; ok: boolean }[] = [];
  const madeMs: number[] = [];
  for (let nowMs = 0; nowMs < 60_000; nowMs += CALL_MS / 10) {
    outcomes.sort((a, b) => a.atMs - b.atMs);
    while (outcomes[0] !== undefined && outcomes[0].atMs <= nowMs) {
      const { atMs, calledMs, ok } = outcomes.shift() as (typeof outcomes)[number];
      breaker.report(ok, calledMs, atMs);
    }
    if (nowMs % CALL_MS !== 0 || !breaker.admits(nowMs)) continue;
    madeMs.push(nowMs);
    const ok = nowMs < silentFromMs || nowMs >= silentToMs;
    outcomes.push({ atMs: nowMs + (ok ? ANSWER_MS : DEADLINE_MS), calledMs: nowMs, ok });
  }
  return { breaker, madeMs, said };
}

const within = (times: readonly number[], fromMs: number, toMs: number) =>
  times.filter((ms) => ms >= fromMs && ms < toMs);

describe("CircuitBreaker", () => {
  it("opens when the failures of its window reach their share, tries once a pause, and closes at the first success", () => {
    const { breaker, madeMs, said } = minute(20_000, 40_000);
    // From 21 s on failures are known, ten a second; of a window of 10 s they are half after five, a bucket more or less.
    const openedMs = said[0]?.atMs as number;
    expect(openedMs).toBeGreaterThanOrEqual(25_000);
    expect(openedMs).toBeLessThanOrEqual(26_500);
    expect(within(madeMs, 20_000, openedMs).length).toBe((openedMs - 20_000) / CALL_MS);
    // Each try takes the pause and its deadline: none but these are made.
    const tries = within(madeMs, openedMs, 60_000).slice(0, 3);
    expect(tries).toEqual([0, 1, 2].map((i) => openedMs + 5000 + i * (5000 + DEADLINE_MS)));
    const lastMs = tries[2] as number;
    expect([tries[1], lastMs].map((ms) => (ms as number) < 40_000)).toEqual([true, false]);
    const closedMs = lastMs + ANSWER_MS;
    expect(said.map(({ kind, atMs }) => [kind, atMs])).toEqual([
      ["breaker", openedMs],
      ["breaker", closedMs],
    ]);
    expect([breaker.opened, breaker.reopened, breaker.probed]).toEqual([1, 2, 3]);
    expect(breaker.answeredAtOnce + madeMs.length).toBe(600);
    expect(breaker.openForMs(60_000)).toBe(closedMs - openedMs);
  });

  it("takes no notice, when calls are tried again, of answers to those made before", () => {
    const breaker = new CircuitBreaker("sh", { ...PARAMS, minCalls: 1 });
    breaker.report(false, 0, 1000);
    breaker.report(true, 900, 1030);
    expect([breaker.isClosed, breaker.admits(5999), breaker.admits(6000)]).toEqual([false, false, true]);
    breaker.report(true, 5000, 6010);
    expect(breaker.isClosed).toBe(false);
    breaker.report(true, 6000, 6030);
    expect(breaker.isClosed).toBe(true);
  });

  it("lets through as many as it needs successes, and no more before their outcome is known", () => {
    const breaker = new CircuitBreaker("sh", { ...PARAMS, minCalls: 1, probes: 3 });
    breaker.report(false, 0, 0);
    expect([0, 1, 2, 3].map(() => breaker.admits(5000))).toEqual([true, true, true, false]);
    breaker.report(true, 5000, 5030);
    breaker.report(true, 5000, 5030);
    breaker.report(false, 5000, 6000);
    expect([breaker.isClosed, breaker.admits(10_999)]).toEqual([false, false]);
    expect([0, 1, 2, 3].map(() => breaker.admits(11_000))).toEqual([true, true, true, false]);
    for (let i = 0; i < 3; i++) breaker.report(true, 11_000, 11_030);
    expect(breaker.isClosed).toBe(true);
  });

  it("concludes nothing from fewer calls than it needs, nor from a share of failures below its own", () => {
    const few = new CircuitBreaker("sh", PARAMS);
    for (let i = 0; i < 19; i++) few.report(false, i, i);
    const some = new CircuitBreaker("sh", PARAMS);
    for (let i = 0; i < 1000; i++) some.report(i % 100 >= 49, i, i);
    expect([few.isClosed, some.isClosed]).toEqual([true, false]);
    const less = new CircuitBreaker("sh", { ...PARAMS, failureShare: 0.51 });
    for (let i = 0; i < 1000; i++) less.report(i % 2 === 0, i, i);
    expect(less.isClosed).toBe(true);
  });
});
