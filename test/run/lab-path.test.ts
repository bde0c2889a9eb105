import { describe, expect, test } from "vitest";
import type { LabResult } from "../../src/result/lab-result.ts";
import { runLab } from "../../src/run/lab-run.ts";
import { lab } from "./lab-text.ts";

const STATIONS =
  "[{id: a, servers: 99, service: 10ms}, {id: b, servers: 99, service: 30ms}, {id: c, service: 1s, queueMax: 0}]";

async function runPath(path: string, more = "", stations = STATIONS) {
  return runLab(
    lab(`
run: {requests: 4k, warmup: 100, replications: 4}
sources: [{id: users, arrivals: {poisson: 20/s}, path: ${path}${more}}]
stations: ${stations}
`),
  );
}

function offered({ stations, sources }: LabResult): number[] {
  const whole = sources[0]?.counts.offered ?? Number.NaN;
  return stations.map(({ counts }) => counts.offered / whole);
}

function mean({ sources }: LabResult): number {
  return sources[0]?.figures["response.mean"]?.estimate ?? Number.NaN;
}

describe("a path", () => {
  test("leads through its steps in order, each as often as it says", async () => {
    const result = await runPath("[a, {call: b, times: 3}]");
    expect(offered(result)).toEqual([1, 3, 0]);
    expect(mean(result)).toBeCloseTo(100, 6);
  });

  test("parts by weight, and the ways meet again; a way may have no steps", async () => {
    const result = await runPath("[{oneOf: [{weight: 70%, path: []}, {weight: 30%, path: [b, a]}]}, a]");
    const [a = 0, b = 0] = offered(result);
    // Four standard errors of a share of 16,000.
    expect(Math.abs(b - 0.3)).toBeLessThan(4 * Math.sqrt(0.21 / 16_000));
    expect(a).toBeCloseTo(1 + b, 9);
    expect(mean(result)).toBeCloseTo(10 + 40 * b, 6);
  });

  test("goes all ways at once, and on when all, or as many as needed, are gone to their end", async () => {
    expect(mean(await runPath("[{allOf: [[a, a], [b], [a]]}, a]"))).toBeCloseTo(40, 6);
    const hedged = await runPath("[{allOf: [[a], [b]], need: 1}]");
    expect(mean(hedged)).toBeCloseTo(10, 6);
    expect(offered(hedged)).toEqual([1, 1, 0]);
  });

  test("with a way that is refused fails once too few are left, and only then", async () => {
    const both = await runPath("[{allOf: [[a], [c]]}]");
    const [users] = both.sources;
    expect(users?.counts.refused).toBe(both.stations[2]?.counts.refused);
    expect(users?.counts.refused).toBeGreaterThan(1000);
    expect(users?.counts.inFlight).toBe(0);
    const either = await runPath("[{allOf: [[a], [c]], need: 1}]");
    expect(either.sources[0]?.counts).toMatchObject({ refused: 0, offered: 16_000, done: 16_000 });
  });

  test("chooses one of several stations: in turn each gets as many, masked ones nobody", async () => {
    const stations = STATIONS.replace(
      "servers: 99, service: 30ms",
      "servers: 99, service: 30ms, masked: [{from: 0s, to: 1h}]",
    ).replace("queueMax: 0", "servers: 99");
    const three = await runPath(
      "[{choose: inTurn, of: [a, b, c]}]",
      "",
      stations.replace(/, masked: \[.*?\]/, ""),
    );
    for (const share of offered(three)) expect(share).toBeCloseTo(1 / 3, 3);
    for (const choose of ["inTurn", "random", "ring, points: 1000", "twoChoices"]) {
      const result = await runPath(`[{choose: ${choose}, of: [a, b, c]}]`, "", stations);
      const [a = 0, b = 0, c = 0] = offered(result);
      expect(b).toBe(0);
      expect(a + c).toBe(1);
      // Two choices see that c is the slower one; a ring of a thousand points each is even within a few percent.
      if (choose !== "twoChoices") expect(Math.abs(a - 0.5)).toBeLessThan(choose === "inTurn" ? 0.001 : 0.08);
      else expect(a).toBeGreaterThan(0.9);
    }
  });

  test("with nothing but masked stations to choose is refused", async () => {
    const masked = STATIONS.replaceAll("}", ", masked: [{from: 0s, to: 1h}]}");
    const { sources } = await runPath("[{choose: random, of: [a, b]}]", "", masked);
    expect(sources[0]?.counts).toMatchObject({ offered: 16_000, refused: 16_000 });
  });

  test("by the ring leads a user to the same station every time", async () => {
    const stations = "[{id: a, service: 1ms}, {id: b, service: 1ms}, {id: c, service: 1ms}]";
    const result = await runLab(
      lab(`
run: {requests: 3k, warmup: 0, replications: 1}
sources:
  - {id: one, arrivals: {closed: {clients: 1, think: {exponential: 1s}}}, path: [{choose: ring, of: [a, b, c]}]}
stations: ${stations}
`),
    );
    expect(offered(result).sort()).toEqual([0, 0, 1]);
  });
});

describe("clients", () => {
  const slow = "[{id: a, service: {exponential: 100ms}}]";
  const client = (more: string) => `, client: {timeout: 200ms, retries: 3, retryWhenRefused: true${more}}`;

  test("that withdraw what they give up leave no work for nobody", async () => {
    const [kept, withdrawn] = [
      await runPath("[a]", client(""), slow),
      await runPath("[a]", client(", withdraw: true"), slow),
    ];
    const queue = ({ stations }: LabResult) => stations[0]?.figures.queue?.estimate ?? Number.NaN;
    // Four attempts of 20 requests a second, each here for a fifth of a second at most.
    expect(queue(withdrawn)).toBeLessThan(4 * 20 * 0.2);
    expect(queue(kept)).toBeGreaterThan(100);
    for (const { counts } of [...withdrawn.sources, ...withdrawn.stations]) {
      const { offered, inFlight, refused, shed, abandoned, timedOut } = counts;
      expect(counts.done + inFlight + refused + shed + abandoned + timedOut).toBe(offered);
    }
  });

  test("with a retry budget add no more than its share to the load", async () => {
    const budget = ", retryBudget: {share: 10%, burst: 5}";
    const attempts = async (more: string) =>
      (await runPath("[a]", client(more), slow)).sources[0]?.figures.attempts?.estimate ?? Number.NaN;
    expect(await attempts("")).toBeGreaterThan(3);
    expect(await attempts(budget)).toBeLessThanOrEqual(1.1 + 5 / 4000);
  });

  test("that withdraw a request which went several ways take all of them back", async () => {
    const result = await runPath(
      "[{allOf: [[a], [a], [b]]}]",
      client(", withdraw: true"),
      `${slow.slice(0, -1)}, {id: b, service: 1ms}]`,
    );
    const [a] = result.stations;
    expect(a?.counts.abandoned).toBeGreaterThan(1000);
    expect(result.complete).toBe(true);
  });
});

test("a station at half its speed for half of the time serves as if it were a slower one then", async () => {
  const speed = "speed: [{from: 0s, to: 1h, factor: 0.5}]";
  const { stations } = await runPath("[a]", "", `[{id: a, service: 20ms, ${speed}}]`);
  expect(stations[0]?.figures.utilisation?.estimate).toBeCloseTo(0.8, 1);
});
