import { describe, expect, test } from "vitest";
import { labTables } from "../../src/result/csv/lab.ts";
import { csvText } from "../../src/result/csv/table.ts";
import { labResultSchema } from "../../src/result/lab-result.ts";
import { labSummary } from "../../src/result/lab-summary.ts";
import { runLab } from "../../src/run/lab-run.ts";
import { labTwin } from "../../src/run/lab-twin.ts";
import { verdictOf } from "../../src/run/lab-verdict.ts";
import { lab } from "./lab-text.ts";

const STORE = `
run: {requests: 500, warmup: 0, replications: 4}
sources: [{id: users, arrivals: {poisson: 1/s}, path: [store]}]
replicaGroups:
  - id: store
    replicas: 3
    write: 2
    read: 2
    readAfter: [0s, 1h]
    legs: {write: {exponential: 1s}, ack: 0s, read: {exponential: 1s}, reply: 10ms}
`;

const BUSY = lab(`
run: {requests: 3k, warmup: 500, replications: 3}
sources:
  - {id: users, arrivals: {poisson: 3/s}, path: [desk, till]}
  - {id: vips, arrivals: {renewal: {uniform: {min: 0s, max: 2s}}, batch: 3}, path: [desk]}
  - {id: staff, arrivals: {closed: {clients: 4, think: 1s}}, path: [till, desk]}
stations:
  - {id: desk, servers: 2, queueMax: 6, service: {exponential: 500ms}, patience: {exponential: 1s}}
  - {id: till, presentAt: [10s], discipline: lifo, queueMax: 3, service: {erlang: {k: 3, mean: 400ms}}}
`);

test("every request that counts is done, refused, gave up, or is still under way, at sources and stations", async () => {
  const { sources, stations, requests, replications } = await runLab(BUSY);
  for (const { counts } of [...sources, ...stations])
    expect(counts.done + counts.refused + counts.abandoned + counts.inFlight).toBe(counts.offered);
  const sum = (pick: "offered" | "refused" | "abandoned", of: typeof sources) =>
    of.reduce((total, { counts }) => total + counts[pick], 0);
  expect(sum("offered", sources)).toBe(requests * replications);
  expect(sum("refused", sources)).toBe(sum("refused", stations));
  expect(sum("abandoned", sources)).toBe(sum("abandoned", stations));
  expect(sum("refused", stations)).toBeGreaterThan(0);
  expect(sum("abandoned", stations)).toBeGreaterThan(0);
});

test("Little's law holds at a station: mean number waiting = rate of those who enter x mean wait", async () => {
  const [desk] = (await runLab(labTwin(BUSY, 1 / 20))).stations;
  const figure = (name: string) => desk?.figures[name]?.estimate ?? Number.NaN;
  const entering =
    (figure("throughput") * (1 - figure("refused"))) / (1 - figure("refused") - figure("abandoned"));
  expect((entering * figure("wait.mean")) / 1000 / figure("queue")).toBeCloseTo(1, 1);
});

test("the same lab and seed give the same result, another seed another", async () => {
  const [a, b, c] = [await runLab(BUSY), await runLab(BUSY), await runLab(BUSY, { seed: "else" })];
  expect(b).toEqual(a);
  expect(c.sources).not.toEqual(a.sources);
});

test("one more source and station do not touch the draws of the others", async () => {
  const one = "sources: [{id: a, arrivals: {poisson: 1/s}, path: [x]}";
  const rest = "stations: [{id: x, service: {exponential: 500ms}}, {id: y, service: {exponential: 1s}}]";
  const alone = lab(`run: {requests: 100, warmup: 0, replications: 1}\n${one}]\n${rest}`);
  // Of the other source, three requests come in the time of a hundred.
  const both = `${one}, {id: b, arrivals: {renewal: 30s}, path: [y]}]`;
  const beside = lab(`run: {requests: 103, warmup: 0, replications: 1}\n${both}\n${rest}`);
  const [a, b] = [await runLab(alone), await runLab(beside)];
  expect(b.stations[1]?.counts.offered).toBe(3);
  for (const name of ["wait.mean", "response.mean", "wait.p99"])
    expect(b.stations[0]?.figures[name]).toEqual(a.stations[0]?.figures[name]);
});

test("a quorum that overlaps sees every acknowledged write; reads are counted at each distance", async () => {
  const [store] = (await runLab(lab(STORE))).replicaGroups;
  expect(store?.figures["fresh@0ms"]?.estimate).toBe(1);
  expect(store?.counts).toEqual({
    offered: 2000,
    done: 2000,
    refused: 0,
    shed: 0,
    lost: 0,
    abandoned: 0,
    timedOut: 0,
    inFlight: 0,
  });
  const weak = await runLab(lab(STORE, ["replicaGroups.store.read=1", "replicaGroups.store.write=1"]));
  const figures = weak.replicaGroups[0]?.figures;
  expect(figures?.["fresh@0ms"]?.estimate).toBeLessThan(0.95);
  expect(figures?.["fresh@1h"]?.estimate).toBe(1);
});

const CLIENTS = `
run: {requests: 4k, warmup: 200, replications: 3}
sources:
  - id: users
    arrivals: {poisson: 1/s}
    path: [desk]
    client: {timeout: 1s, retries: 3, pause: 100ms, jitter: 50%}
stations: [{id: desk, queueMax: 4, service: {exponential: 300ms}, outages: [{from: 100s, to: 110s}]}]
`;

test("a request whose client has a deadline is done, refused or timed out; what was given up is still served", async () => {
  const { sources, stations } = await runLab(lab(CLIENTS));
  const [{ counts, figures } = { counts: undefined, figures: undefined }] = sources;
  expect(counts?.offered).toBe(12_000);
  expect((counts?.done ?? 0) + (counts?.refused ?? 0) + (counts?.timedOut ?? 0)).toBe(12_000);
  for (const n of [counts?.done, counts?.refused, counts?.timedOut]) expect(n).toBeGreaterThan(0);
  expect(figures?.attempts?.estimate).toBeGreaterThan(1.01);
  expect(stations[0]?.counts.done).toBeGreaterThan(counts?.done ?? Number.NaN);
  // An answer in time belongs to one of four attempts, between which the client paused for at most 150, 300, 600 ms.
  expect(figures?.["response.p999"]?.estimate).toBeLessThan(4 * 1000 + 150 + 300 + 600);
});

test("refusals are tried again only by clients who do that, and then fewer requests are refused", async () => {
  const [once] = (await runLab(lab(CLIENTS))).sources;
  const again = lab(CLIENTS, ["sources.users.client.retryWhenRefused=true"]);
  const [often] = (await runLab(again)).sources;
  expect(often?.counts.refused).toBeLessThan(once?.counts.refused ?? 0);
  expect(often?.figures.attempts?.estimate).toBeGreaterThan(once?.figures.attempts?.estimate ?? Number.NaN);
});

test("among copies, in turn is even, random is not, and two choices are nearly so", async () => {
  const copies = (choose: string) =>
    lab(`
run: {requests: 5k, warmup: 100, replications: 2}
sources: [{id: users, arrivals: {renewal: 1s}, path: [desks]}]
stations: [{id: desks, copies: 10, choose: ${choose}, service: 9.5s}]
`);
  const waits: number[] = [];
  for (const choose of ["inTurn", "twoChoices", "random"]) {
    const [desks] = (await runLab(copies(choose))).stations;
    waits.push(desks?.figures["wait.mean"]?.estimate ?? Number.NaN);
    expect(desks?.figures.utilisation?.estimate).toBeCloseTo(0.95, 1);
  }
  const [inTurn = 1, twoChoices = 0, random = 0] = waits;
  expect(inTurn).toBe(0);
  expect(twoChoices).toBeGreaterThan(0);
  expect(random).toBeGreaterThan(3 * twoChoices);
});

test("who goes again visits every station of the path again, and its response ends with the last time", async () => {
  const twice = lab(`
run: {requests: 4k, warmup: 0, replications: 2}
sources: [{id: users, arrivals: {poisson: 1/min}, path: [a, b], again: 50%}]
stations: [{id: a, servers: 100, service: 1s}, {id: b, servers: 100, service: 2s}]
`);
  const { sources, stations } = await runLab(twice);
  for (const { counts } of stations) expect(counts.done / 8000).toBeCloseTo(2, 1);
  expect(sources[0]?.counts.done).toBe(8000);
  expect(Math.abs((sources[0]?.figures["response.mean"]?.estimate ?? 0) / 6000 - 1)).toBeLessThan(0.05);
});

test("a link carries one message after another, each its delay later, and refuses what its buffer cannot hold", async () => {
  const ten = lab(`
run: {requests: 10, warmup: 0, replications: 1}
sources: [{id: users, arrivals: {renewal: 1min, batch: 10}, path: [line]}]
links: [{id: line, bandwidth: 10Mbps, delay: 20ms, buffer: 500ms, message: 125000B}]
`);
  const result = await runLab(ten);
  const [line] = result.links;
  expect(line?.counts).toMatchObject({ offered: 10, done: 6, refused: 4 });
  // The last of those taken waited 500 ms, was sent in 100 and arrived 20 later.
  expect(line?.figures["response.p999"]?.estimate).toBeCloseTo(620, 6);
  expect(line?.figures["wait.mean"]?.estimate).toBe(250);
  expect(labTables(result).map(({ file }) => file)).toContain("links.csv");
  expect(labSummary(result)).toContain("line response");
});

test("a source that ends before the requests do leaves an incomplete result, with what there was", async () => {
  const short = lab(`
run: {requests: 1000, warmup: 0, replications: 1}
sources: [{id: users, arrivals: {curve: [{from: 0s, to: 10s, rate: 10/s}]}, path: [desk]}]
stations: [{id: desk, servers: 100, service: 10ms, presentAt: [5s, 1h]}]
`);
  const { complete, incompleteBecause, stations, sources } = await runLab(short);
  expect(complete).toBe(false);
  expect(incompleteBecause[0]).toMatch(/^replication 1: the sources ended after \d+ requests$/);
  expect(sources[0]?.counts.done).toBe(sources[0]?.counts.offered);
  expect(stations[0]?.figures["present@1h"]?.estimate).toBe(0);
});

test("a lab too loaded for its requests ever to end says so instead of going on for ever", async () => {
  const full = lab(`
run: {requests: 200, warmup: 0, replications: 1}
sources: [{id: users, arrivals: {poisson: 5/s}, path: [desk]}]
stations: [{id: desk, discipline: lifo, service: 1s}]
`);
  const result = await runLab(full);
  expect(result.complete).toBe(false);
  expect(result.incompleteBecause[0]).toMatch(/^replication 1: \d+ requests were still under way$/);
  expect(result.sources[0]?.counts.inFlight).toBeGreaterThan(0);
});

test("an interrupted run keeps the replications that were done, and says so", async () => {
  let asked = 0;
  const long = labTwin(BUSY, 1 / 20);
  const result = await runLab(long, { shouldStop: () => ++asked > 2 });
  expect(result.incompleteBecause).toEqual([expect.stringMatching(/^interrupted in replication [23] of 3$/)]);
});

test("what a run gives obeys the schema of lab results, and is told as text and tables", async () => {
  const one = { ...BUSY, run: { ...BUSY.run, replications: 1 } };
  for (const result of [await runLab(BUSY), await runLab(one), await runLab(lab(STORE))]) {
    expect(labResultSchema.parse(JSON.parse(JSON.stringify(result)))).toEqual(result);
    const text = labSummary(result);
    expect(text).not.toMatch(/NaN|undefined|Infinity|null/);
    for (const { id } of [...result.sources, ...result.stations]) expect(text).toContain(`${id} wait`);
    const { sources, stations, replicaGroups } = result;
    const rows = (parts: typeof sources) =>
      parts.reduce(
        (sum, part) => sum + Object.keys(part.counts).length + Object.keys(part.figures).length,
        2,
      );
    const files = labTables(result).map((table) => [table.file, csvText(table).split("\n").length]);
    const groups = replicaGroups.length > 0 ? [["replica-groups.csv", rows(replicaGroups)]] : [];
    const series = ["series.csv", 2 + (result.series?.parts.length ?? 0) * (result.series?.windows ?? 0)];
    expect(files).toEqual([
      ["sources.csv", rows(sources)],
      ["stations.csv", rows(stations)],
      ...groups,
      series,
    ]);
  }
});

describe("a known value", () => {
  const estimate = { estimate: 10, standardError: 0.1, low: 9.8, high: 10.2, n: 50 };
  test.each([
    [10.3, 0.05, "holds"],
    [10.3, 0.03, "undecided"],
    [10.5, 0.05, "fails"],
    [9.5, 1, "fails"],
  ])("of %d with a tolerance of %d, estimated at 10 +- 0.1: %s", (exact, tolerance, verdict) => {
    expect(verdictOf(estimate, exact, tolerance)).toBe(verdict);
  });

  test("is undecided without an estimate or without its error", () => {
    expect(verdictOf(null, 1, 1)).toBe("undecided");
    expect(verdictOf({ ...estimate, standardError: null }, 10, 1)).toBe("undecided");
  });
});

test("a twin has fewer requests and wider tolerances, or fewer replications where there is no warm-up", () => {
  const known = { of: "desk", figure: "wait.mean" as const, is: { value: 1, isTime: true }, tolerance: 0.01 };
  const twin = labTwin({ ...BUSY, exact: [known] }, 4);
  expect([twin.run.requests, twin.run.replications, twin.exact[0]?.tolerance]).toEqual([750, 3, 0.02]);
  const cold = labTwin({ ...BUSY, run: { ...BUSY.run, warmup: 0, replications: 400 } }, 4);
  expect([cold.run.requests, cold.run.replications]).toEqual([3000, 100]);
});
