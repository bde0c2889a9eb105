import fc from "fast-check";
import { expect, test } from "vitest";
import type { LabRequest } from "../../src/result/lab-request.ts";
import { runLab } from "../../src/run/lab-run.ts";
import { lab } from "./lab-text.ts";

/** Each with a source and a stop of its own. */
const OTHERS = [
  [
    "a queue",
    "- {id: a, arrivals: {poisson: 9/s}, path: [qa]}",
    "- {id: qa, servers: 3, service: {exponential: 200ms}}",
  ],
  [
    "batches",
    "- {id: b, arrivals: {renewal: 1s, batch: 4}, path: [qb]}",
    "- {id: qb, discipline: ps, service: 40ms}",
  ],
  [
    "clients who retry",
    "- {id: c, arrivals: {poisson: 3/s}, path: [qc], client: {timeout: 300ms, retries: 2, jitter: 50%}}",
    "- {id: qc, queueMax: 3, service: {erlang: {k: 2, mean: 300ms}}, patience: {exponential: 1s}}",
  ],
  [
    "guarded copies",
    "- {id: d, arrivals: {sinusoid: {mean: 5/s, amplitude: 4/s, period: 20s}}, path: [qd]}",
    "- {id: qd, copies: 3, choose: twoChoices, service: 300ms, overload: {kind: concurrencyLimit, limit: 2}}",
  ],
] as const;

/** The first requests of one source, beside others. */
async function users(others: readonly (typeof OTHERS)[number][], seed: string): Promise<LabRequest[]> {
  const requests: LabRequest[] = [];
  const scenario = lab(`
run: {requests: 600, warmup: 0, replications: 1}
sources:
  - {id: users, arrivals: {poisson: 5/s}, path: [desk]}
  ${others.map(([, source]) => source).join("\n  ")}
stations:
  - {id: desk, servers: 2, service: {exponential: 300ms}, patience: {exponential: 2s}}
  ${others.map(([, , station]) => station).join("\n  ")}
`);
  await runLab(scenario, { seed, onRequest: (request) => void requests.push(request) });
  return requests.filter(({ source }) => source === "users").sort((a, b) => a.number - b.number);
}

test("another source with a station of its own disturbs nobody's arrivals, services nor patience", async () => {
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray([...OTHERS]), fc.string({ maxLength: 5 }), async (others, seed) => {
      const [alone, among] = [await users([], seed), await users(others, seed)];
      expect(among.length).toBeGreaterThan(50);
      // Numbers are of all sources together; the rest is the request's own.
      const own = (of: LabRequest[]) =>
        of.slice(0, among.length).map((request) => ({ ...request, number: 0 }));
      expect(own(among)).toEqual(own(alone));
    }),
    { seed: 7, numRuns: 30 },
  );
}, 60_000);
