import { expect, test } from "vitest";
import { labRequestRow } from "../../src/result/csv/lab-requests.ts";
import type { LabRequest } from "../../src/result/lab-request.ts";
import { runLab } from "../../src/run/lab-run.ts";
import type { LabScenario } from "../../src/scenario/lab/lab-scenario.ts";
import { lab } from "./lab-text.ts";

/** Every way in which a request can end. */
const EVERYTHING = `
run: {requests: 1500, warmup: 100, replications: 2}
sources:
  - {id: plain, arrivals: {poisson: 5/s}, path: [desk, air]}
  - {id: eager, arrivals: {poisson: 5/s}, path: [desk, air, guarded], client: {timeout: 600ms, retries: 2, pause: 50ms, jitter: 20%, withdraw: true}}
  - {id: ways, arrivals: {poisson: 3/s}, path: [{allOf: [[desk], [guarded, air]]}]}
  - {id: masked, arrivals: {poisson: 1/s}, path: [{choose: random, of: [away, away2]}]}
stations:
  - {id: desk, servers: 2, queueMax: 4, service: {exponential: 150ms}, patience: {exponential: 400ms}}
  - {id: guarded, service: {exponential: 90ms}, overload: {kind: concurrencyLimit, limit: 3}}
  - {id: away, service: 1ms, masked: [{from: 20s, to: 40s}]}
  - {id: away2, service: 1ms, masked: [{from: 20s, to: 40s}]}
links:
  - {id: air, bandwidth: 1Mbps, delay: 10ms, loss: 5%, message: 100B}
`;

async function requestsOf(scenario: LabScenario) {
  const requests: LabRequest[] = [];
  const result = await runLab(scenario, { onRequest: (request) => void requests.push({ ...request }) });
  return { result, requests };
}

test("every request is told once, with the outcome that the result counts it under", async () => {
  const { result, requests } = await requestsOf(lab(EVERYTHING));
  const { replications, warmup, requests: counted, sources } = result;
  expect(requests.length).toBe(replications * (warmup + counted));
  expect(new Set(requests.map(({ replication, number }) => `${replication}/${number}`)).size).toBe(
    requests.length,
  );
  for (const { id, counts } of sources) {
    const { offered, ...outcomes } = counts;
    const told = requests.filter((request) => request.counts && request.source === id);
    expect(told.length).toBe(offered);
    for (const [outcome, n] of Object.entries(outcomes))
      expect({ id, outcome, n: told.filter((request) => request.outcome === outcome).length }).toEqual({
        id,
        outcome,
        n,
      });
  }
});

test("times come in the order of the clock, an answer takes at least its wait, and a loss names its stop", async () => {
  const { requests } = await requestsOf(lab(EVERYTHING));
  for (const { endMs, startMs, waitedMs, outcome } of requests) {
    expect(endMs).toBeGreaterThanOrEqual(startMs);
    if (outcome === "done") expect((endMs ?? 0) - startMs).toBeGreaterThanOrEqual((waitedMs ?? 0) - 1e-6);
  }
  const reasons = new Set(requests.map((request) => labRequestRow(request).at(-1)));
  expect([...reasons].sort()).toEqual([
    "",
    "all masked",
    "lost on air",
    "no answer in time",
    "no place at desk",
    "out of patience at desk",
    "sent away by guarded",
  ]);
});

test("the same seed tells the same requests, and telling them changes no figure", async () => {
  const [first, second] = [await requestsOf(lab(EVERYTHING)), await requestsOf(lab(EVERYTHING))];
  expect(second.requests).toEqual(first.requests);
  expect(await runLab(lab(EVERYTHING))).toEqual(first.result);
});

test("those under way when a run is given up are told as such", async () => {
  const scenario = lab(`
run: {requests: 20, warmup: 0, replications: 1}
sources: [{id: users, arrivals: {poisson: 1000/s}, path: [desk]}]
stations: [{id: desk, service: 1ms, outages: [{from: 10ms, to: 1000h}]}]
`);
  const { result, requests } = await requestsOf(scenario);
  const inFlight = result.sources[0]?.counts.inFlight ?? 0;
  expect(requests.length).toBe(result.sources[0]?.counts.offered);
  expect(inFlight).toBeGreaterThan(0);
  const told = requests.filter(({ outcome }) => outcome === "inFlight");
  expect(told.length).toBe(inFlight);
  expect(told.every(({ endMs, attempts }) => endMs === null && attempts === null)).toBe(true);
});
