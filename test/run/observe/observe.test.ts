import { describe, expect, test } from "vitest";
import type { Figure, Observation } from "../../../src/result/figures/figure.ts";
import type { Result } from "../../../src/result/result.ts";
import { runObserved } from "../../../src/run/run.ts";
import { LogBinSum } from "../../../src/stats/log-bins.ts";
import { smallNight } from "../../laws/small-night.ts";

const FAULTS = `[
  {kind: setDatabaseDown, set: set-03, at: "20:00:20", for: 20s, name: down},
  {kind: stopConsumers, queue: wallet, at: "20:00:30", for: 15s}]`;

/** What one run of a small night says about budgets. */
function observe(...budgets: string[]) {
  return observeUnder([`faults=${FAULTS.replaceAll("\n", " ")}`, "sets.createTries=1"], ...budgets);
}

async function observeUnder(
  set: readonly string[],
  ...budgets: string[]
): Promise<{ figures: Figure[]; result: Result }> {
  const list = `budgets=[${budgets.map((budget) => `{${budget}}`).join(", ")}]`;
  const sets = ["run.to=20:01", "run.drain=30s", "run.scale=1/100", ...set];
  const { result, budgets: figures } = await runObserved(smallNight(...sets, list));
  return { figures, result };
}

const only = (figure: Figure | undefined): Observation => {
  const [slice] = figure?.parts[0]?.slices ?? [];
  if (figure?.parts.length !== 1 || slice === undefined) throw new Error(`not one slice: ${figure?.id}`);
  return slice;
};

function ratioOf(observation: Observation): number {
  if (observation.kind !== "ratio") throw new Error("no ratio");
  return observation.part / observation.whole;
}

describe("requests", async () => {
  const { figures, result } = await observe(
    "id: core, figure: availability, min: 99%",
    "id: full, figure: availability, steps: [open], answers: full, min: 99%",
    "id: halves, figure: availability, steps: whole, min: 99%, slices: {each: 45s}",
    "id: whole, figure: availability, steps: whole, min: 99%",
    "id: by-region, figure: failed, steps: whole, judge: each, max: 1%",
    "id: failed, figure: failed, steps: whole, max: 1%",
    "id: goodput, figure: goodput, steps: [shake], min: 1/s",
    "id: tries, figure: amplification, steps: [shake], max: 2",
    'id: "off", figure: refused, max: 1%, severity: "off"',
  );
  const byId = new Map(figures.map((figure) => [figure.id, figure]));
  const { simulated } = result;

  test("the core is shake, open and share", () => {
    const of = [simulated.shake, simulated.open, simulated.share];
    const answered = of.reduce((sum, { answered: { full, degraded } }) => sum + full + degraded, 0);
    const ended = of.reduce((sum, { offered, inFlight }) => sum + offered - inFlight, 0);
    expect(only(byId.get("core"))).toEqual({ kind: "ratio", part: answered, whole: ended, samples: ended });
  });

  test("answers in full are those that are not degraded", () => {
    expect(only(byId.get("full"))).toMatchObject({ part: simulated.open.answered.full });
  });

  test("slices add up to the whole", () => {
    const slices = byId.get("halves")?.parts[0]?.slices ?? [];
    const whole = only(byId.get("whole"));
    expect(slices).toHaveLength(2);
    expect(slices.reduce((sum, slice) => sum + slice.samples, 0)).toBe(whole.samples);
  });

  test("where each region is judged there is a figure for each, and they add up to all together", () => {
    const each = ["sz", "sh"].map((region) => only(byId.get(`by-region[${region}]`)));
    const together = only(byId.get("failed"));
    expect(each.reduce((sum, { samples }) => sum + samples, 0)).toBe(together.samples);
    expect(ratioOf(together)).toBeGreaterThan(0);
  });

  test("goodput counts the real world's answers, by the time of the arrivals", () => {
    const { full, degraded } = result.series.steps.shake;
    const answered = [...full.slice(0, 60), ...degraded.slice(0, 60)].reduce((sum, count) => sum + count, 0);
    expect(ratioOf(only(byId.get("goodput")))).toBeCloseTo(answered / 60, 6);
  });

  test("amplification is attempts for each request", () => {
    expect(ratioOf(only(byId.get("tries")))).toBe(simulated.shake.attempts / simulated.shake.offered);
  });

  test("a budget that is off is not looked at", () => {
    expect(byId.has("off")).toBe(false);
  });
});

describe("carriers", async () => {
  const CARRIERS = ["telecom", "mobile", "unicom"];
  const each = `carriers: [${CARRIERS.join(", ")}], judge: each`;
  const congested = [
    'faults=[{kind: congestCarrier, region: sz, carrier: mobile, capacity: 0.01%, at: "20:00:10", for: 40s}]',
  ];
  const { figures, result } = await observeUnder(
    congested,
    `id: by-carrier, figure: failed, steps: whole, ${each}, max: 1%`,
    "id: failed, figure: failed, steps: whole, max: 1%",
    `id: slow, figure: latency, step: shake, ${each}, max: 1s`,
    "id: all-slow, figure: latency, step: shake, max: 1s",
    "id: neighbours, figure: failed, steps: whole, regions: [sz], carriers: [telecom, unicom], max: 1%",
  );
  const of = (id: string) => only(figures.find((figure) => figure.id === id));
  const entries = ["sz", "sh"].flatMap((region) => CARRIERS.map((id) => `${region}/${id}`));

  test("are judged one by one in each region, and add up to all together", () => {
    for (const [one, all] of [
      ["by-carrier", "failed"],
      ["slow", "all-slow"],
    ]) {
      const samples = entries.map((entry) => of(`${one}[${entry}]`).samples);
      expect(samples.reduce((sum, count) => sum + count, 0)).toBe(of(`${all}`).samples);
    }
  });

  test("of which one is congested hurts its users, and no others", () => {
    const failed = entries.filter((entry) => ratioOf(of(`by-carrier[${entry}]`)) > 0.05);
    expect(failed).toEqual(["sz/mobile"]);
    expect(ratioOf(of("neighbours"))).toBeLessThan(0.01);
  });

  test("change nothing else in a run when they are asked for", async () => {
    const without = await observeUnder(congested, "id: failed, figure: failed, steps: whole, max: 1%");
    expect(without.result.totals).toEqual(result.totals);
    expect(without.result.latencyMs).toEqual(result.latencyMs);
    expect(without.result.series.steps).toEqual(result.series.steps);
  });
});

describe("latencies", async () => {
  const { figures, result } = await observe(
    "id: whole, figure: latency, step: grab, max: 1s",
    "id: seconds, figure: latency, step: grab, max: 1s, slices: {each: 1s, bad: 3}",
    'id: window, figure: latency, step: open, clock: service, quantile: 50%, max: 1s, when: {from: "20:00:10", to: "20:00:20"}',
    "id: mean, figure: meanLatency, step: shake, max: 1s, judge: worst",
  );
  const [whole, seconds, window, mean] = figures;
  const quantile = (observation: Observation, p: number) => {
    if (observation.kind !== "times") throw new Error("no times");
    const sum = new LogBinSum(observation.binsAnOctave);
    sum.add(observation);
    return sum.quantile(p);
  };

  test("of the whole run are the result's own", () => {
    const of = only(whole);
    expect(of.samples).toBe(result.histograms.grab.client.count);
    expect(quantile(of, 0.99) / (result.latencyMs.grab.client.p99 ?? 0)).toBeCloseTo(1, 2);
  });

  test("by the second hold every answer once", () => {
    const slices = seconds?.parts[0]?.slices ?? [];
    expect(slices).toHaveLength(90);
    expect(seconds).toMatchObject({ badSlices: 3, sliceMs: 1000 });
    // What is on the air at the end of the night is read after it.
    const late = result.histograms.grab.client.count - slices.reduce((sum, { samples }) => sum + samples, 0);
    expect(late).toBeGreaterThanOrEqual(0);
    expect(late).toBeLessThanOrEqual(2);
  });

  test("of a window are those of the result's own window", () => {
    const series = result.series.latency.open.serviceP50Ms ?? [];
    expect(quantile(only(window), 0.5) / (series[1] ?? 0)).toBeCloseTo(1, 1);
  });

  test("of the worst region are told region by region", () => {
    expect(mean?.parts.map(({ part }) => part)).toEqual(["sz", "sh"]);
    expect(mean?.take).toBe("mean");
  });

  test("looked at by the second change nothing in the result but the scenario that asks for it", async () => {
    const { result: unasked } = await observe();
    const { series, histograms, money, timeline } = result;
    expect({ series, histograms, money, timeline }).toEqual({
      series: unasked.series,
      histograms: unasked.histograms,
      money: unasked.money,
      timeline: unasked.timeline,
    });
  });
});

describe("parts, money and time", async () => {
  const { figures, result } = await observe(
    "id: sets, figure: utilisation, of: sets, max: 90%",
    "id: one, figure: utilisation, of: sets, parts: [set-01, set-02], judge: each, max: 90%",
    "id: age, figure: queueAge, max: 1s, when: {during: stopConsumers, margin: 10s}",
    "id: lag, figure: lag, sets: [set-04], max: 1s",
    "id: radius, figure: blastRadius, max: 50%",
    "id: ledger, figure: ledgerError, max: 0 fen",
    "id: late, figure: lateCredits, max: 1%",
    "id: right, figure: moneyRight, fault: stopConsumers, max: 30s",
    "id: back, figure: recovery, steps: [send], fault: down, max: 30s",
    "id: stale, figure: staleReads, max: 50%",
    "id: stale-by-window, figure: staleReads, max: 50%, slices: {each: 10s}",
    "id: stale-age, figure: staleAge, max: 10s",
  );
  const byId = new Map(figures.map((figure) => [figure.id, figure]));
  const level = (id: string) => {
    const of = only(byId.get(id));
    if (of.kind !== "level") throw new Error("no level");
    return of;
  };

  test("the highest utilisation is that of some part in some window, each part's its own", () => {
    const series = result.series.parts.sets ?? {};
    const highest = (name: string) =>
      Math.max(...(series[name]?.utilisation ?? []).map((value) => value ?? 0));
    expect(level("sets").value).toBe(Math.max(...Object.keys(series).map(highest)));
    expect(level("one[set-02]").value).toBe(highest("set-02"));
  });

  test("queues that nobody empties grow old while that lasts", () => {
    expect(level("age").value).toBeGreaterThan(9000);
    expect(level("age").part).toMatch(/^set-/);
  });

  test("the lag of a set is that of its worst copy", () => {
    expect(level("lag")).toMatchObject({ part: "set-04" });
  });

  test("one set of twelve that is down is a twelfth", () => {
    expect(level("radius").value).toBe(1 / 12);
  });

  test("the books balance, and credits that waited for longer than allowed are late", () => {
    expect(level("ledger").value).toBe(0);
    expect(ratioOf(only(byId.get("late")))).toBeGreaterThan(0.01);
  });

  test("the money is right when the backlog is worked off, counted from the fault's start", () => {
    const { value } = level("right");
    expect(value).toBe((result.money.rightAgainAtMs ?? 0) - 30_000);
    expect(value).toBeGreaterThan(15_000 - 5000);
  });

  test("sends that may try one set only fail until it is masked, and recovery is the last such second", () => {
    const { value } = level("back");
    expect(value).toBeGreaterThan(0);
    expect((value ?? 0) % 1000).toBe(0);
  });

  test("stale reads by window are those of the result's own series", () => {
    const slices = byId.get("stale-by-window")?.parts[0]?.slices ?? [];
    const reads = (result.series.parts.staleness?.all?.reads ?? []).map(
      (count) => (count ?? 0) / result.scale.k,
    );
    expect(slices.map(({ samples }) => samples).slice(0, reads.length)).toEqual(reads);
    expect(only(byId.get("stale")).samples).toBe(result.staleness.reads / result.scale.k);
    expect(only(byId.get("stale-age")).samples).toBeGreaterThan(0);
  });
});

test("money that is never right again takes longer than any limit allows", async () => {
  const night = smallNight(
    "run.to=20:01",
    "run.drain=30s",
    "run.scale=1/200",
    "faults=[{kind: stopConsumers, queue: wallet, at: '20:00:30'}]",
    "budgets=[{id: right, figure: moneyRight, fault: stopConsumers, max: 50s}]",
  );
  const { budgets } = await runObserved(night);
  expect(only(budgets[0])).toMatchObject({ value: 60_000 });
});

test("a recovery is counted from a fault's start or from a round's end, to the same bad second", async () => {
  const { budgets } = await runObserved(
    smallNight(
      "run.to=20:01",
      "run.drain=30s",
      "run.scale=1/100",
      "sets.createTries=1",
      "sets.health.maskedMax=0%",
      "traffic.shake.rounds=[{name: short, at: '20:00:05', frames: [{after: 0s, rate: 9k/s}, {after: 10s, rate: 9k/s}]}]",
      "faults=[{kind: setDatabaseDown, set: set-03, at: '20:00:20', for: 20s, name: down}]",
      "budgets=[{id: a, figure: recovery, steps: [send], fault: down, max: 30s}, {id: b, figure: recovery, steps: [send], phase: short, max: 30s}]",
    ),
  );
  const [fault, round] = budgets.map((figure) => {
    const of = only(figure);
    return of.kind === "level" ? (of.value ?? Number.NaN) : Number.NaN;
  });
  expect(fault).toBeGreaterThan(0);
  expect(round).toBe((fault ?? 0) + 5000);
});
